# find_package: components, versions, and a compiler that is missing or another one. Nothing is compiled.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/consumer.cmake)

file(REMOVE_RECURSE "${SCRATCH}")
set(runtime "${SCRATCH}/runtime")
run("install of the runtime" ${CMAKE_COMMAND} --install "${BUILD}" --config "${CONFIG}" --component runtime
  --prefix "${runtime}")
file(COPY "${CMAKE_CURRENT_LIST_DIR}/consumer/notes.varve" DESTINATION "${SCRATCH}/project")
file(MAKE_DIRECTORY "${SCRATCH}/path")
set(ENV{PATH} "${SCRATCH}/path:$ENV{PATH}")

# program(<text that it prints>): a varve in the PATH.
function(program text)
  file(WRITE "${SCRATCH}/path/varve" "#!/bin/sh\necho '${text}'\n")
  file(CHMOD "${SCRATCH}/path/varve" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endfunction()

# project(<text>): what is configured next.
function(project_is text)
  file(WRITE "${SCRATCH}/project/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES CXX)
${text}
")
endfunction()

macro(configure prefix)
  set(configure_line ${CMAKE_COMMAND} -S "${SCRATCH}/project" -B "${SCRATCH}/build" -G "${GENERATOR}" --fresh
    "-DCMAKE_PREFIX_PATH=${prefix}" "-DCMAKE_CXX_COMPILER=${CXX}" ${ARGN})
endmacro()

configure("${PREFIX}")
project_is("find_package(varve ${VERSION} CONFIG REQUIRED COMPONENTS runtime compiler)
if(NOT TARGET varve::runtime OR NOT TARGET varve::compiler OR NOT TARGET varve::command_line)
  message(FATAL_ERROR \"a target is missing\")
endif()")
run("find_package of both components" ${configure_line})
project_is("find_package(varve 9.0 CONFIG REQUIRED)")
refused("another version" "version: ${VERSION}" ${configure_line})
project_is("find_package(varve CONFIG REQUIRED COMPONENTS nonsense)")
refused("a component that is not there" "has no component `nonsense`; there are `runtime` and `compiler`"
  ${configure_line})

# The runtime alone, as a package for another machine is.
configure("${runtime}")
project_is("find_package(varve CONFIG REQUIRED COMPONENTS runtime)
if(TARGET varve::compiler)
  message(FATAL_ERROR \"the runtime brings a compiler\")
endif()")
run("find_package of the runtime" ${configure_line})
project_is("find_package(varve CONFIG REQUIRED COMPONENTS runtime compiler)")
refused("a compiler that is not installed" "has no component `compiler`" ${configure_line})

project_is("find_package(varve CONFIG REQUIRED)
varve_add_schema(notes SCHEMA notes.varve)")
program("varve 9.9.9")
set(rest "install varve ${VERSION} on this machine, or name it with -DVARVE_COMPILER=<file>")
refused("another compiler in the PATH"
  "varve_add_schema(notes): varve::compiler is not part of the package that was found
   ${SCRATCH}/path/varve is varve 9.9.9, but the runtime is ${VERSION} ${rest}" ${configure_line})
program("something else")
refused("a stranger in the PATH"
  "${SCRATCH}/path/varve is no varve that runs on this machine; it says of its version: something else ${rest}"
  ${configure_line})
program("varve ${VERSION}")
run("the same version in the PATH" ${configure_line})

program("varve 9.9.9")
configure("${PREFIX}" "-DVARVE_COMPILER=${SCRATCH}/path/varve")
refused("VARVE_COMPILER of another version"
  "varve_add_schema(notes): VARVE_COMPILER is varve 9.9.9, but the runtime is ${VERSION}; name one of the same version:"
  ${configure_line})
program("varve ${VERSION}")
run("VARVE_COMPILER of the same version" ${configure_line})
execute_process(COMMAND ${CMAKE_COMMAND} -E sleep 0.05)
program("varve 9.9.9")
refused("VARVE_COMPILER that became another since"
  "varve_add_schema(notes): VARVE_COMPILER is varve 9.9.9, but the runtime is ${VERSION}; name one of the same version:"
  ${CMAKE_COMMAND} --build "${SCRATCH}/build")
file(REMOVE "${SCRATCH}/path/varve")
refused("VARVE_COMPILER that went since"
  "varve_add_schema(notes): VARVE_COMPILER is no varve that runs on this machine: ${SCRATCH}/path/varve"
  ${CMAKE_COMMAND} --build "${SCRATCH}/build")
configure("${PREFIX}" "-DVARVE_COMPILER=${SCRATCH}/none")
refused("VARVE_COMPILER that is not there"
  "varve_add_schema(notes): VARVE_COMPILER is no varve that runs on this machine: ${SCRATCH}/none" ${configure_line})
configure("${runtime}" "-DVARVE_COMPILER=${VARVE}")
run("VARVE_COMPILER" ${configure_line})
# A cross build never takes what was made for its target, even where that would run.
configure("${PREFIX}" -DCMAKE_SYSTEM_NAME=Linux)
refused("the target's own compiler" "this build is for another machine, so its own varve cannot run here" ${configure_line})
