# varve_add_schema(<target> SCHEMA <file> [NAMESPACE <a::b>] [HEADER <path>] [COMMITTED <directory>] [FROZEN])
#
# Makes the static library <target>: the typed accessors of a schema and its chain of migrations. The library alone
# owns what is generated; a build writes nothing outside the build tree and generates again only what changed.
#
#   SCHEMA     the root .varve file
#   NAMESPACE  of the generated code; overrides the schema's own
#   HEADER     as users include it; <target>/schema.hpp when left out
#   COMMITTED  a directory of the source tree that holds a copy of what is generated
#   FROZEN     refuses drafts, and a schema that is ahead of its chain
#
# Beside the library: <target>_codegen generates and nothing more; <target>_freeze seals the chain's draft and
# <target>_accept renews the committed copy (these two write the source tree). Where testing is enabled, the tests
# <target>.chain, <target>.schema and, with COMMITTED, <target>.generated appear; with VARVE_BASE <target>.base.
#
# Cache: VARVE_FROZEN makes every schema FROZEN. VARVE_BASE lists git refs (`origin/main;v1.0`) whose locks every chain
# must continue. VARVE_COMPILER names the varve to run; varve_find_compiler.cmake says which one runs without it.

cmake_policy(PUSH)
cmake_policy(VERSION 3.25)
# CODEGEN of add_custom_command: one target `codegen` makes every generated file of a project, ours among them.
if(POLICY CMP0171)
  cmake_policy(SET CMP0171 NEW)
endif()

option(VARVE_FROZEN "Refuse drafts and schemas that are ahead of their chain" OFF)
# `-DVARVE_BASE="$BASE"` of a CI where the variable is empty: no test would be made, and nobody would know.
if(DEFINED CACHE{VARVE_BASE} AND "$CACHE{VARVE_BASE}" STREQUAL "")
  get_property(type CACHE VARVE_BASE PROPERTY TYPE)
  if(type STREQUAL "UNINITIALIZED")
    message(FATAL_ERROR "-DVARVE_BASE= names no git ref: name one, such as origin/main, or leave VARVE_BASE out with "
      "-UVARVE_BASE where there is none to compare with")
  endif()
endif()
set(VARVE_BASE "" CACHE STRING "Git refs whose chain locks must be contained in today's, unchanged")
include(${CMAKE_CURRENT_LIST_DIR}/varve_find_compiler.cmake)

# A keyword without a value is told of below, and only there.
cmake_policy(PUSH)
if(POLICY CMP0174)
  cmake_policy(SET CMP0174 NEW)
endif()
function(varve_add_schema target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "FROZEN" "SCHEMA;NAMESPACE;HEADER;COMMITTED" "")
  _varve_check_words("${target}" "${ARGN}")
  _varve_check_call("${target}")

  cmake_path(ABSOLUTE_PATH arg_SCHEMA NORMALIZE OUTPUT_VARIABLE schema)
  if(NOT EXISTS "${schema}" OR IS_DIRECTORY "${schema}")
    message(FATAL_ERROR "varve_add_schema(${target}): SCHEMA names no file: ${schema}")
  endif()
  if(DEFINED arg_COMMITTED)
    _varve_check_committed("varve_add_schema(${target})" "${schema}")
  endif()
  if(NOT DEFINED arg_HEADER)
    set(arg_HEADER ${target}/schema.hpp)
  endif()
  set(root "${CMAKE_CURRENT_BINARY_DIR}/varve/${target}")
  _varve_check_path("varve_add_schema(${target})" "${schema}")
  _varve_check_path("varve_add_schema(${target})" "${root}")
  set(header "${root}/${arg_HEADER}")
  set(sources "${root}/${target}/schema.cpp" "${root}/${target}/chain.cpp")

  _varve_find_compiler("varve_add_schema(${target})" tool)
  set(options --schema "${schema}" --target ${target} --header "${arg_HEADER}")
  if(DEFINED arg_NAMESPACE)
    list(APPEND options --namespace ${arg_NAMESPACE})
  endif()
  if(arg_FROZEN OR VARVE_FROZEN)
    list(APPEND options --frozen)
  endif()
  # What one build has proved the next need not; the tests prove all of it anew.
  set(proofs --proof-cache "${root}/${target}.proofs")

  _varve_generate(${target} "${schema}" "${root}" "${tool}" "${options}" "${header};${sources}")
  _varve_library(${target} "${root}" "${header}" "${sources}")
  _varve_write_targets(${target} "${schema}" "${tool}" "${options}")
  _varve_tests(${target} "${schema}" "${tool}" "${options}")
endfunction()
cmake_policy(POP)

# Words that parsing loses: an empty value, and a keyword that stands there twice.
function(_varve_check_words target words)
  set(call "varve_add_schema(${target})")
  set(keyword)
  set(seen)
  foreach(word IN LISTS words)
    if(word MATCHES "^(SCHEMA|NAMESPACE|HEADER|COMMITTED|FROZEN)$")
      if(word IN_LIST seen)
        message(FATAL_ERROR "${call}: ${word} is given twice")
      endif()
      set(keyword ${word})
      list(APPEND seen ${word})
    elseif(word STREQUAL "" AND keyword)
      message(FATAL_ERROR "${call}: the value of ${keyword} is empty; leave ${keyword} out where there is none")
    endif()
  endforeach()
endfunction()

# Stops configure at a path that CMake itself takes apart, or that the build's tool cannot name.
function(_varve_check_path call path)
  set(takes "; \\ \" $< or a [ without its ]")
  set(refused "[;\\\"]|\\$<")
  if(NOT CMAKE_GENERATOR MATCHES "Ninja")
    string(PREPEND takes ": ")
    string(APPEND refused "|..:")
  endif()
  string(REGEX REPLACE "\\[[^][]*\\]" "" rest "${path}")
  if("${path}" MATCHES "${refused}" OR "${rest}" MATCHES "\\[")
    message(FATAL_ERROR "${call}: a build cannot name a path with ${takes}; rename the directory: ${path}")
  endif()
endfunction()

# Stops configure when the call cannot be what its author meant. Reads the arguments parsed by varve_add_schema.
function(_varve_check_call target)
  set(call "varve_add_schema(${target})")
  if(DEFINED arg_UNPARSED_ARGUMENTS)
    list(JOIN arg_UNPARSED_ARGUMENTS " " unknown)
    message(FATAL_ERROR "${call}: unknown arguments: ${unknown}\n"
      "it takes SCHEMA, NAMESPACE, HEADER, COMMITTED and FROZEN")
  endif()
  if(arg_KEYWORDS_MISSING_VALUES)
    list(JOIN arg_KEYWORDS_MISSING_VALUES " " empty)
    message(FATAL_ERROR "${call}: needs a value: ${empty}")
  endif()
  if(NOT DEFINED arg_SCHEMA)
    message(FATAL_ERROR "${call}: SCHEMA is missing; name the root .varve file")
  endif()
  if(NOT target MATCHES "^[A-Za-z_][A-Za-z0-9_.+-]*$")
    message(FATAL_ERROR "${call}: a target's name begins with a letter or `_`; letters, digits, `_`, `.`, `+` and `-` follow")
  endif()
  if(TARGET ${target})
    message(FATAL_ERROR "${call}: there is already a target of this name")
  endif()
  if(DEFINED arg_NAMESPACE AND NOT arg_NAMESPACE MATCHES "^[A-Za-z_][A-Za-z0-9_]*(::[A-Za-z_][A-Za-z0-9_]*)*$")
    message(FATAL_ERROR "${call}: NAMESPACE is no C++ namespace: ${arg_NAMESPACE}")
  endif()
  if(DEFINED arg_HEADER AND (IS_ABSOLUTE "${arg_HEADER}" OR arg_HEADER MATCHES "(^|/)\\.\\.(/|$)|/$"))
    message(FATAL_ERROR "${call}: HEADER is a path as users include it, such as ${target}/schema.hpp: ${arg_HEADER}")
  endif()
  if(DEFINED arg_HEADER AND arg_HEADER MATCHES "\\.(cpp|d|inputs)$")
    message(FATAL_ERROR "${call}: HEADER has the ending of another file that is made: ${arg_HEADER}")
  endif()
endfunction()

# A copy is a directory of its own: the chain is read whole, and every file in it means something.
function(_varve_check_committed call schema)
  cmake_path(ABSOLUTE_PATH arg_COMMITTED NORMALIZE OUTPUT_VARIABLE committed)
  _varve_chain("${schema}" chain)
  cmake_path(IS_PREFIX chain "${committed}" NORMALIZE in_chain)
  if(in_chain)
    message(FATAL_ERROR "${call}: COMMITTED is in the chain; name a directory of its own: ${committed}")
  elseif(EXISTS "${committed}" AND NOT IS_DIRECTORY "${committed}")
    message(FATAL_ERROR "${call}: COMMITTED is no directory: ${committed}")
  endif()
endfunction()

# Which inputs a generator can be told of decides the form (measured: added, removed and edited revisions each
# generate exactly once). Ninja prunes its depfile and stops at outputs that did not change. Makefiles never forget a
# depfile's entry and compare times alone: they get a glob, a list of inputs that changes when the set does, and outputs
# that are always written. What a depfile of Ninja's cannot name, such as `it's`, is a glob there as well.
function(_varve_generate target schema root tool options outputs)
  list(GET outputs 0 first)
  if(CMAKE_GENERATOR MATCHES "Ninja" AND NOT "${schema}" MATCHES "[]#$&'*<>?^`|]")
    set(depfile "${root}/${target}.d")
    set(how --depfile "${depfile}" --depfile-target "${first}")
    set(inputs "${schema}")
    set(tracking DEPFILE "${depfile}")
  else()
    set(how --always-write)
    if(CMAKE_GENERATOR MATCHES "Ninja")
      set(how)
    endif()
    _varve_inputs(${target} "${schema}" "${root}" inputs)
    set(tracking)
  endif()
  set(codegen)
  if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.31)
    set(codegen CODEGEN)
  endif()
  cmake_path(GET schema FILENAME name)
  add_custom_command(
    OUTPUT ${outputs}
    COMMAND "${tool}" generate ${options} ${proofs} --output "${root}" ${how}
    DEPENDS ${inputs} ${tool_depends}
    ${tracking} ${codegen}
    COMMENT "varve: ${name} -> ${target}"
    COMMAND_EXPAND_LISTS VERBATIM)
  add_custom_target(${target}_codegen DEPENDS ${outputs})
endfunction()

# Everything the schema may read, and a file whose text is that list.
function(_varve_inputs target schema root out)
  _varve_chain("${schema}" chain)
  set(schemas)
  _varve_includes("${schema}" schemas)
  _varve_literal("${chain}" chain)
  file(GLOB_RECURSE revisions CONFIGURE_DEPENDS "${chain}/*")
  set(found ${schemas} ${revisions})
  file(CONFIGURE OUTPUT "${root}/${target}.inputs" CONTENT "${found}" @ONLY)
  set(${out} ${found} "${root}/${target}.inputs" PARENT_SCOPE)
endfunction()

# Appends a file of the schema and what it includes, named from where it stands. A glob of one name notices an included file that comes or goes.
function(_varve_includes file out)
  cmake_path(GET file PARENT_PATH directory)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  list(APPEND ${out} "${file}")
  file(READ "${file}" text)
  string(REGEX MATCHALL "(^|[\n;}])[ \t]*include[ \t]+\"[^\"\n]+\"" includes "${text}")
  foreach(include IN LISTS includes)
    if(NOT include MATCHES "include[ \t]+\"(.+)\"$")
      continue()
    endif()
    set(included "${CMAKE_MATCH_1}")
    cmake_path(ABSOLUTE_PATH included BASE_DIRECTORY "${directory}" NORMALIZE)
    _varve_literal("${included}" pattern)
    file(GLOB there CONFIGURE_DEPENDS "${pattern}")
    if(there AND NOT included IN_LIST ${out})
      _varve_includes("${included}" ${out})
    endif()
  endforeach()
  set(${out} ${${out}} PARENT_SCOPE)
endfunction()

# A glob that matches just this path.
function(_varve_literal path out)
  string(REGEX REPLACE "([[*?])" "[\\1]" pattern "${path}")
  set(${out} "${pattern}" PARENT_SCOPE)
endfunction()

# The chain's directory, as the schema block names it; the schema's name with `.chain` when it is left out.
function(_varve_chain schema out)
  cmake_path(GET schema PARENT_PATH directory)
  file(READ "${schema}" text)
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  set(chain)
  if(text MATCHES "(^|[ \t\r\n;}])schema[ \t\r\n]+([A-Za-z0-9_]+)[ \t\r\n]*{")
    set(chain "${CMAKE_MATCH_2}.chain")
  endif()
  if(text MATCHES "(^|[ \t\r\n;{])chain[ \t]+\"([^\"]+)\"")
    set(chain "${CMAKE_MATCH_2}")
  endif()
  cmake_path(ABSOLUTE_PATH chain BASE_DIRECTORY "${directory}" NORMALIZE)
  set(${out} "${chain}" PARENT_SCOPE)
endfunction()

function(_varve_library target root header sources)
  add_library(${target} STATIC)
  target_sources(${target}
    PRIVATE ${sources}
    PUBLIC FILE_SET HEADERS BASE_DIRS "${root}" FILES "${header}")
  target_link_libraries(${target} PUBLIC varve::runtime)
  target_compile_definitions(${target} PRIVATE $<$<CONFIG:Debug>:VARVE_ALLOW_DRAFTS>)
  # A shared library may be made of it, unless the project says how its code is placed.
  if(NOT DEFINED CMAKE_POSITION_INDEPENDENT_CODE)
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  endif()
  # An application that uses few of a schema's accessors lets its linker drop the others.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-ffunction-sections>)
  # Two Makefile targets that know the same command would race; one waits for the other.
  add_dependencies(${target} ${target}_codegen)
endfunction()

# The only targets that write the source tree. Neither needs generated code, so that both work when it does not compile.
function(_varve_write_targets target schema tool options)
  add_custom_target(${target}_freeze
    COMMAND "${tool}" freeze --schema "${schema}" ${proofs}
    DEPENDS ${tool_depends}
    VERBATIM USES_TERMINAL)
  if(DEFINED arg_COMMITTED)
    cmake_path(ABSOLUTE_PATH arg_COMMITTED NORMALIZE OUTPUT_VARIABLE committed)
    add_custom_target(${target}_accept
      COMMAND "${tool}" generate ${options} ${proofs} --flat --output "${committed}"
      DEPENDS ${tool_depends}
      COMMAND_EXPAND_LISTS VERBATIM USES_TERMINAL)
  endif()
endfunction()

# CMake itself drops them where testing is not enabled.
function(_varve_tests target schema tool options)
  add_test(NAME ${target}.chain COMMAND "${tool}" verify --schema "${schema}")
  add_test(NAME ${target}.schema COMMAND "${tool}" diff --schema "${schema}" --check)
  if(NOT "${VARVE_BASE}" STREQUAL "")
    list(TRANSFORM VARVE_BASE PREPEND "--base=" OUTPUT_VARIABLE bases)
    add_test(NAME ${target}.base COMMAND "${tool}" verify --schema "${schema}" ${bases})
  endif()
  if(DEFINED arg_COMMITTED)
    cmake_path(ABSOLUTE_PATH arg_COMMITTED NORMALIZE OUTPUT_VARIABLE committed)
    add_test(NAME ${target}.generated
      COMMAND "${tool}" generate ${options} ${proofs} --flat --check --output "${committed}")
  endif()
endfunction()

cmake_policy(POP)
