# says(<source directory> <whole message> <configure options>...): configures, expects a stop, and reads its message.
# CMake wraps what it prints, so white space is compared as one space.
function(says source message)
  file(REMOVE_RECURSE "${SCRATCH}/build")
  execute_process(COMMAND ${CMAKE_COMMAND} -S "${source}" -B "${SCRATCH}/build" -G "${GENERATOR}" ${ARGN}
    RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE text)
  string(REGEX REPLACE "[ \n]+" " " text "${text}")
  string(REGEX REPLACE "[ \n]+" " " message "${message}")
  string(REGEX REPLACE "^CMake Error at [^(]* \\(message\\): (.*) Call Stack .*$" "\\1" said "${text}")
  if(result EQUAL 0 OR NOT said STREQUAL message)
    message(SEND_ERROR "expected: ${message}\n     got: ${said}\n")
  endif()
endfunction()
