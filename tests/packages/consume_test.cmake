# One way of getting varve, on one generator: configured, built, run.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/consumer.cmake)

copy_consumer()
set(compiler)
if(NOT HOW STREQUAL "find_package")
  set(compiler -DVARVE_COMPILER=${VARVE})
endif()
configure_consumer(${HOW} ${compiler})
run("build" ${CMAKE_COMMAND} --build "${build}" --target app)
run_app()
