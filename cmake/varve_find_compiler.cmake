# Which varve a build runs. It must run on the machine that builds, so it is never what a cross build makes:
#
#   1. the one that VARVE_COMPILER names
#   2. the target varve::compiler, unless CMake is cross-compiling
#   3. a `varve` in the PATH, of the very version of the runtime
#   4. one that is built for this machine from varve's own sources, where they are part of the project
#      (add_subdirectory, FetchContent); VARVE_HOST_CMAKE_ARGS goes to its configure
set(VARVE_COMPILER "" CACHE FILEPATH "The varve to run, in place of the one that is found")
set(VARVE_HOST_CMAKE_ARGS "" CACHE STRING "CMake arguments of the compiler that a cross build makes for its own machine")
mark_as_advanced(VARVE_COMPILER VARVE_HOST_CMAKE_ARGS)

# _varve_find_compiler(<call> <out>): the command in <out>, and in <out>_depends what a file that it makes depends on: a
# rebuilt compiler generates again. Errors begin with <call>.
function(_varve_find_compiler call out)
  get_property(wanted GLOBAL PROPERTY VARVE_VERSION)
  set(reason "varve::compiler is not part of the package that was found")
  if(CMAKE_CROSSCOMPILING)
    set(reason "this build is for another machine, so its own varve cannot run here")
  endif()

  if(VARVE_COMPILER)
    _varve_version_of("${VARVE_COMPILER}" version problem)
    if(problem)
      message(FATAL_ERROR "${call}: VARVE_COMPILER is no varve that runs on this machine: ${VARVE_COMPILER}\n${problem}")
    elseif(wanted AND NOT version STREQUAL wanted)
      message(FATAL_ERROR "${call}: VARVE_COMPILER is varve ${version}, but the runtime is ${wanted}; "
        "name one of the same version: ${VARVE_COMPILER}")
    endif()
    set(command "${VARVE_COMPILER}")
    set(depends "${VARVE_COMPILER}")
    # One that is gone, or became another, is told of by configure and not by what it does to the build.
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${VARVE_COMPILER}")
  elseif(TARGET varve::compiler AND NOT CMAKE_CROSSCOMPILING)
    set(command "$<TARGET_FILE:varve::compiler>")
    set(depends varve::compiler)
  else()
    _varve_in_path("${wanted}" command found)
    if(NOT command)
      _varve_host_build(command)
    endif()
    if(NOT command)
      message(FATAL_ERROR "${call}: ${reason}\n${found}"
        "install varve ${wanted} on this machine, or name it with -DVARVE_COMPILER=<file>")
    endif()
    set(depends "${command}")
    if(TARGET varve_host_compiler)
      list(APPEND depends varve_host_compiler)
    endif()
  endif()
  set(${out} "${command}" PARENT_SCOPE)
  set(${out}_depends "${depends}" PARENT_SCOPE)
endfunction()

# _varve_version_of(<file> <version> <problem>)
function(_varve_version_of file version problem)
  execute_process(COMMAND "${file}" --version
    RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE trouble OUTPUT_STRIP_TRAILING_WHITESPACE)
  set(${version} "" PARENT_SCOPE)
  set(${problem} "" PARENT_SCOPE)
  if(NOT result EQUAL 0)
    set(${problem} "it ended with: ${result}" PARENT_SCOPE)
  elseif(said MATCHES "^varve ([0-9.]+)$")
    set(${version} "${CMAKE_MATCH_1}" PARENT_SCOPE)
  else()
    set(${problem} "it says of its version: ${said}" PARENT_SCOPE)
  endif()
endfunction()

# _varve_in_path(<version> <command> <found>): the PATH alone is searched. CMAKE_PREFIX_PATH and a sysroot speak of the
# target machine, and hold its binaries. What was found and cannot be taken is told in <found>.
function(_varve_in_path wanted command found)
  find_program(VARVE_IN_PATH varve NO_PACKAGE_ROOT_PATH NO_CMAKE_PATH NO_CMAKE_ENVIRONMENT_PATH NO_CMAKE_SYSTEM_PATH
    NO_CMAKE_INSTALL_PREFIX NO_CMAKE_FIND_ROOT_PATH)
  mark_as_advanced(VARVE_IN_PATH)
  set(${command} "" PARENT_SCOPE)
  set(${found} "there is no varve in the PATH\n" PARENT_SCOPE)
  if(NOT VARVE_IN_PATH)
    return()
  endif()
  _varve_version_of("${VARVE_IN_PATH}" version problem)
  if(problem)
    set(${found} "${VARVE_IN_PATH} is no varve that runs on this machine; ${problem}\n" PARENT_SCOPE)
  elseif(wanted AND NOT version STREQUAL wanted)
    set(${found} "${VARVE_IN_PATH} is varve ${version}, but the runtime is ${wanted}\n" PARENT_SCOPE)
  else()
    set(${command} "${VARVE_IN_PATH}" PARENT_SCOPE)
  endif()
endfunction()

# _varve_host_build(<command>): the compiler as one file that the build makes, with the machine's own tools; the
# variables that usually name a cross toolchain are kept from it.
function(_varve_host_build command)
  get_property(source GLOBAL PROPERTY VARVE_SOURCE_DIR)
  set(${command} "" PARENT_SCOPE)
  if(NOT source)
    return()
  endif()
  set(place "${CMAKE_BINARY_DIR}/varve_host")
  set(program "${place}/bin/varve")
  set(${command} "${program}" PARENT_SCOPE)
  if(TARGET varve_host_compiler)
    return()
  endif()

  set(generator "Unix Makefiles")
  if(CMAKE_GENERATOR MATCHES "Ninja")
    set(generator Ninja)
  endif()
  set(unset)
  foreach(variable IN ITEMS CC CXX CFLAGS CXXFLAGS CPPFLAGS LDFLAGS CMAKE_TOOLCHAIN_FILE CMAKE_PREFIX_PATH
      PKG_CONFIG_PATH PKG_CONFIG_LIBDIR PKG_CONFIG_SYSROOT_DIR MAKEFLAGS)
    list(APPEND unset --unset=${variable})
  endforeach()
  cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${source}/runtime/*.[ch]pp ${source}/generator/*.[chd][pe][pf])
  add_custom_command(OUTPUT "${program}"
    COMMAND ${CMAKE_COMMAND} -E env ${unset} ${CMAKE_COMMAND} -S "${source}" -B "${place}" -G "${generator}"
      -DCMAKE_BUILD_TYPE=Release "-DCMAKE_RUNTIME_OUTPUT_DIRECTORY=${place}/bin" -DVARVE_BUILD_TESTS=OFF
      -DVARVE_BUILD_EXAMPLES=OFF -DVARVE_INSTALL=OFF ${VARVE_HOST_CMAKE_ARGS}
    COMMAND ${CMAKE_COMMAND} -E env ${unset} ${CMAKE_COMMAND} --build "${place}" --parallel ${cores} --target varve
    COMMAND ${CMAKE_COMMAND} -E touch "${program}"
    DEPENDS ${sources}
    COMMENT "varve: building the compiler for this machine"
    VERBATIM)
  add_custom_target(varve_host_compiler DEPENDS "${program}")
endfunction()
