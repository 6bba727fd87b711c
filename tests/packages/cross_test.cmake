# A program for another machine, with varve's sources in the project: the runtime is compiled for that machine, varve runs
# here. HOW says which varve: `named` by VARVE_COMPILER, found in the `path`, or built for this machine `inside` the build.
#
# Needs Debian's g++-aarch64-linux-gnu, and libsqlite3-dev and libfmt-dev of arm64: installed, or unpacked in the directory
# that the environment names in VARVE_ARM64_ROOT. The program runs where qemu-aarch64 is.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/consumer.cmake)

find_program(CROSS aarch64-linux-gnu-g++)
set(root /)
if(DEFINED ENV{VARVE_ARM64_ROOT})
  set(root "$ENV{VARVE_ARM64_ROOT}")
endif()
if(NOT CROSS)
  message("skipped: there is no aarch64-linux-gnu-g++ on this machine")
  return()
elseif(NOT EXISTS "${root}/usr/lib/aarch64-linux-gnu/libsqlite3.so")
  message("skipped: there is no SQLite for arm64 on this machine")
  return()
endif()

copy_consumer()
set(compiler)
if(HOW STREQUAL "named")
  set(compiler -DVARVE_COMPILER=${VARVE})
elseif(HOW STREQUAL "path")
  cmake_path(GET VARVE PARENT_PATH place)
  set(ENV{PATH} "${place}:$ENV{PATH}")
else()
  set(compiler "-DVARVE_HOST_CMAKE_ARGS=-DCMAKE_BUILD_TYPE=Debug\;-DCMAKE_CXX_FLAGS_DEBUG=-O0")
  if(CCACHE)
    string(APPEND compiler "\;-DCMAKE_CXX_COMPILER_LAUNCHER=${CCACHE}")
  endif()
endif()
set(CXX "${CROSS}")
configure_consumer(add_subdirectory "--toolchain" "${CMAKE_CURRENT_LIST_DIR}/aarch64.cmake" "-DARM64_ROOT=${root}"
  -DVARVE_BUILD_COMMAND_LINE=OFF ${compiler})
run("build" ${CMAKE_COMMAND} --build "${build}" --target app --parallel 2)
counts(0 any "a cross build of the application")
counts(0 0 "a whole cross build")

file(READ "${build}/bin/app" machine OFFSET 18 LIMIT 2 HEX)
if(NOT machine STREQUAL "b700")
  message(FATAL_ERROR "the application is not for arm64: ELF machine ${machine}")
endif()
find_program(QEMU NAMES qemu-aarch64 qemu-aarch64-static)
if(QEMU)
  file(REMOVE "${SCRATCH}/notes.db")
  run("the application under qemu" "${QEMU}" -L /usr/aarch64-linux-gnu
    -E "LD_LIBRARY_PATH=${root}/usr/lib/aarch64-linux-gnu:/usr/aarch64-linux-gnu/lib"
    "${build}/bin/app" "${SCRATCH}/notes.db")
  if(NOT printed STREQUAL "kept\n")
    message(FATAL_ERROR "the application printed:\n${printed}")
  endif()
endif()
