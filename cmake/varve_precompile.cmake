# With VARVE_PRECOMPILE, what nearly every file reads is parsed once for many targets. People's presets leave it off: a
# file that forgets an include would compile all the same.
option(VARVE_PRECOMPILE "Precompile the headers that nearly every file of varve reads" OFF)
mark_as_advanced(VARVE_PRECOMPILE)

# varve_precompiled(<set> [<header>...] [LINKS <library>...] [WARNINGS] [POSITION_INDEPENDENT]): a precompiled header. It
# serves only targets that are compiled with the same options, so there is one a kind of target.
function(varve_precompiled set)
  if(NOT VARVE_PRECOMPILE)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "WARNINGS;POSITION_INDEPENDENT" "" "LINKS")
  set(target varve_precompiled_${set})
  add_library(${target} OBJECT ${PROJECT_SOURCE_DIR}/cmake/precompiled.cpp)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_link_libraries(${target} PRIVATE ${arg_LINKS})
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ${arg_POSITION_INDEPENDENT})
  if(arg_WARNINGS)
    varve_warnings(${target})
  endif()
  target_precompile_headers(${target} PRIVATE ${arg_UNPARSED_ARGUMENTS} <algorithm> <array> <cstdint>
    <functional> <map> <memory> <optional> <set> <sstream> <stdexcept> <string> <string_view> <utility> <vector>
    <fmt/format.h>)
endfunction()

# varve_precompile(<target> <set>)
function(varve_precompile target set)
  if(VARVE_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM varve_precompiled_${set})
  endif()
endfunction()
