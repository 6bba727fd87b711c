# A copy of a consumer, and what is done with it. Settings: see CMakeLists.txt beside this file.

# Every test compiles the same generated code somewhere else; the cache is told that places do not matter.
if(CCACHE)
  set(ENV{CCACHE_DIR} "${CCACHE_DIR}")
  set(ENV{CCACHE_BASEDIR} "${SCRATCH}")
  set(ENV{CCACHE_NOHASHDIR} 1)
endif()

# run(<what> <command>...): runs, stops with all that was printed when it fails; the text is left in `printed`.
function(run what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${what} failed (${result}):\n${text}")
  endif()
  set(printed "${text}" PARENT_SCOPE)
endfunction()

# refused(<what> <text that must be said> <command>...)
function(refused what said)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  string(REGEX REPLACE "[ \n]+" " " flat "${text}")
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  string(FIND "${flat}" "${said}" at)
  if(result EQUAL 0 OR at EQUAL -1)
    message(FATAL_ERROR "${what} should be refused with\n${said}\nbut ended with ${result} and said\n${text}")
  endif()
endfunction()

# copy_consumer([<directory>]): a fresh copy in SCRATCH, so that a test may write to its sources. The path has a space.
macro(copy_consumer)
  file(REMOVE_RECURSE "${SCRATCH}")
  set(consumer "${SCRATCH}/a consumer")
  set(build "${SCRATCH}/a build")
  set(copied consumer)
  if(${ARGC} GREATER 0)
    set(copied ${ARGV0})
  endif()
  file(COPY "${CMAKE_CURRENT_LIST_DIR}/${copied}/" DESTINATION "${consumer}")
endmacro()

# own_prefix(): a prefix whose compiler a test may change; the rest of it is everybody's.
macro(own_prefix)
  file(MAKE_DIRECTORY "${SCRATCH}/prefix")
  file(GLOB parts RELATIVE "${PREFIX}" "${PREFIX}/*")
  foreach(part IN LISTS parts)
    if(part STREQUAL "bin")
      file(COPY "${PREFIX}/bin" DESTINATION "${SCRATCH}/prefix")
    else()
      file(CREATE_LINK "${PREFIX}/${part}" "${SCRATCH}/prefix/${part}" SYMBOLIC)
    endif()
  endforeach()
  set(PREFIX "${SCRATCH}/prefix")
endmacro()

function(configure_consumer how)
  set(launcher)
  if(CCACHE)
    set(launcher "-DCMAKE_CXX_COMPILER_LAUNCHER=${CCACHE}")
  endif()
  run("configure" ${CMAKE_COMMAND} -S "${consumer}" -B "${build}" -G "${GENERATOR}" -DHOW=${how} "-DSOURCE=${SOURCE}"
    "-DCMAKE_PREFIX_PATH=${PREFIX}" -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_CONFIGURATION_TYPES=Debug\;Release"
    -DCMAKE_CXX_FLAGS_DEBUG=-O0 -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
    "-DCMAKE_CXX_COMPILER=${CXX}" ${launcher} ${ARGN})
endfunction()

function(run_app)
  file(REMOVE "${SCRATCH}/notes.db")
  run("the application" "${build}/bin/app" "${SCRATCH}/notes.db")
  if(NOT printed STREQUAL "kept\n")
    message(FATAL_ERROR "the application printed:\n${printed}")
  endif()
endfunction()

# counts(<varve's runs> <compiles> <after what>): builds, and holds it to what it did.
function(counts runs compiles what)
  run("build after ${what}" ${CMAKE_COMMAND} --build "${build}")
  string(REGEX MATCHALL "varve: [a-z]+\\.varve -> [a-z]+" ran "${printed}")
  string(REGEX MATCHALL "Building CXX object" compiled "${printed}")
  list(LENGTH ran ran)
  list(LENGTH compiled compiled)
  if(NOT ran EQUAL runs)
    message(FATAL_ERROR "after ${what}: varve ran ${ran} times, not ${runs}:\n${printed}")
  elseif(NOT compiles STREQUAL "any" AND NOT compiled EQUAL compiles)
    message(FATAL_ERROR "after ${what}: ${compiled} files were compiled, not ${compiles}:\n${printed}")
  endif()
endfunction()

# once(<compiles> <after what>): varve runs once, and then nothing is left to do.
function(once compiles what)
  counts(1 ${compiles} "${what}")
  counts(0 0 "${what}, and nothing more")
endfunction()
