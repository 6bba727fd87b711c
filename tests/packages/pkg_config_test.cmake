# The runtime without CMake: pkg-config of a moved prefix, code that `varve generate` wrote, one line of g++.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/consumer.cmake)

copy_consumer(pkg_config)
file(GLOB_RECURSE pc "${PREFIX}/*/varve.pc")
cmake_path(GET pc PARENT_PATH place)
set(ENV{PKG_CONFIG_PATH} "${place}")
run("pkg-config" "${PKG_CONFIG}" --modversion varve)
if(NOT printed STREQUAL "${VERSION}\n")
  message(FATAL_ERROR "pkg-config says that varve is ${printed}")
endif()
run("pkg-config" "${PKG_CONFIG}" --cflags --libs varve)
separate_arguments(flags UNIX_COMMAND "${printed}")

# Drafts run only where they are allowed, so the chain is frozen first, as for a release.
file(COPY "${CMAKE_CURRENT_LIST_DIR}/consumer/notes.varve" DESTINATION "${consumer}")
run("revision" "${VARVE}" revision --schema "${consumer}/notes.varve" --autogenerate -m first)
run("freeze" "${VARVE}" freeze --schema "${consumer}/notes.varve")
run("generate" "${VARVE}" generate --schema "${consumer}/notes.varve" --target notes --output "${build}" --frozen)
run("compile" "${CXX}" -std=c++20 "-I${build}" -o "${build}/app" "${consumer}/main.cpp"
  "${build}/notes/schema.cpp" "${build}/notes/chain.cpp" ${flags})
run("the application" "${build}/app" "${SCRATCH}/notes.db")
if(NOT printed STREQUAL "kept\n")
  message(FATAL_ERROR "the application printed:\n${printed}")
endif()
