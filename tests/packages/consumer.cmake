# A copy of the consumer, and what is done with it. Settings: see CMakeLists.txt beside this file.

if(CCACHE)
  set(ENV{CCACHE_DIR} "${CCACHE_DIR}")
endif()

# run(<what> <command>...): runs, stops with all that was printed when it fails; the text is left in `printed`.
function(run what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${what} failed (${result}):\n${text}")
  endif()
  set(printed "${text}" PARENT_SCOPE)
endfunction()

# copy_consumer(): a fresh copy in SCRATCH, so that a test may write to its sources. The path has a space.
macro(copy_consumer)
  file(REMOVE_RECURSE "${SCRATCH}")
  set(consumer "${SCRATCH}/a consumer")
  set(build "${SCRATCH}/a build")
  file(COPY "${CMAKE_CURRENT_LIST_DIR}/consumer/" DESTINATION "${consumer}")
endmacro()

function(configure_consumer how)
  set(launcher)
  if(CCACHE)
    set(launcher "-DCMAKE_CXX_COMPILER_LAUNCHER=${CCACHE}")
  endif()
  run("configure" ${CMAKE_COMMAND} -S "${consumer}" -B "${build}" -G "${GENERATOR}" -DHOW=${how} "-DSOURCE=${SOURCE}"
    "-DCMAKE_PREFIX_PATH=${PREFIX}" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0
    "-DCMAKE_CXX_COMPILER=${CXX}" ${launcher} ${ARGN})
endfunction()

function(run_app)
  run("the application" "${build}/app/app" "${SCRATCH}/notes.db")
  if(NOT printed STREQUAL "kept\n")
    message(FATAL_ERROR "the application printed:\n${printed}")
  endif()
endfunction()
