# Run with -DROOT=<source tree> -DTO=<directory>: every schema of the tests and the specimens becomes a seed.
cmake_minimum_required(VERSION 3.25)
file(GLOB_RECURSE schemas ${ROOT}/tests/cases/*.varve ${ROOT}/schema/*.varve ${ROOT}/tests/specimens/*.varve)
file(MAKE_DIRECTORY ${TO})
foreach(schema IN LISTS schemas)
  file(RELATIVE_PATH name ${ROOT} ${schema})
  string(REPLACE "/" "_" name ${name})
  configure_file(${schema} ${TO}/${name} COPYONLY)
endforeach()
