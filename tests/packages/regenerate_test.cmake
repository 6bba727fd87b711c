# Counts how often a build runs varve and the C++ compiler: once for a change, and never for nothing.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/consumer.cmake)

copy_consumer()
own_prefix()
configure_consumer(find_package)
set(outputs "${build}/varve/notes/notes/schema.hpp" "${build}/varve/notes/notes/schema.cpp"
  "${build}/varve/notes/notes/chain.cpp")

# Editors: after the one target, the include path of what compile_commands says holds the header.
run("codegen" ${CMAKE_COMMAND} --build "${build}" --target notes_codegen)
file(READ "${build}/compile_commands.json" commands)
string(FIND "${commands}" "a build/varve/notes" at)
if(at EQUAL -1 OR NOT EXISTS "${build}/varve/notes/notes/schema.hpp")
  message(FATAL_ERROR "an editor does not find the generated header:\n${commands}")
endif()
# schema.cpp, chain.cpp, main.cpp, apart.cpp.
counts(0 4 "the target notes_codegen alone")
counts(0 0 "a first build")
run_app()

# Where outputs are written only when they change, what they are made of may be touched at no cost.
set(nothing 0)
set(all 3)
if(GENERATOR STREQUAL "Unix Makefiles")
  set(nothing 3)
endif()

file(TOUCH "${consumer}/notes.varve")
once(${nothing} "a touched schema")
file(APPEND "${consumer}/notes.varve" "// a remark\n")
once(${nothing} "a comment in the schema")

run("revision" "${VARVE}" revision --schema "${consumer}/notes.varve" --autogenerate -m "first")
once(any "a new draft")
run("freeze" ${CMAKE_COMMAND} --build "${build}" --target notes_freeze)
once(any "freezing it")
run("accept" ${CMAKE_COMMAND} --build "${build}" --target notes_accept)
run("the tests of the schema" ${CMAKE_CTEST_COMMAND} --test-dir "${build}" -C Debug --no-tests=error)

file(GLOB first "${consumer}/notes.chain/0001_*")
file(READ "${first}/schema.varve" text)
file(WRITE "${first}/schema.varve" "/// A mended remark.\n${text}")
once(${nothing} "a doc comment in a frozen file")

# A draft beside the frozen revision: added, changed, removed.
file(READ "${consumer}/notes.varve" shorter)
string(REPLACE "text  text\n" "text  text\n  done  bool = false\n" longer "${shorter}")
file(WRITE "${consumer}/notes.varve" "${longer}")
once(${all} "a new column")
run("revision" "${VARVE}" revision --schema "${consumer}/notes.varve" --autogenerate -m "second")
once(any "a second draft")
file(GLOB draft "${consumer}/notes.chain/draft_*")
file(APPEND "${draft}/up.sql" "-- a remark\n")
once(${nothing} "a remark in a draft")
file(REMOVE_RECURSE "${draft}")
once(any "a removed draft")

# An included file: added, edited, removed.
file(WRITE "${consumer}/tags.varve" "table tags as Tag {\n  id   int64  primary key\n  name text\n}\n")
string(REGEX REPLACE "(schema notes {[^}]*}\n)" "\\1include \"tags.varve\"\n" including "${longer}")
file(WRITE "${consumer}/notes.varve" "${including}")
once(${all} "an include")
file(WRITE "${consumer}/tags.varve" "table tags as Tag {\n  id   int64  primary key\n  word text\n}\n")
once(${all} "an edit of what is included")
file(WRITE "${consumer}/notes.varve" "${longer}")
file(REMOVE "${consumer}/tags.varve")
once(${all} "an include taken out")

# While an input is from the future each build runs varve, so that no edit before then goes unseen.
find_program(TOUCH touch)
if(TOUCH AND CMAKE_HOST_SYSTEM_NAME STREQUAL "Linux")
  run("touch" "${TOUCH}" -d "+1 hour" "${consumer}/notes.varve")
  counts(1 ${nothing} "a schema from the future")
  counts(1 ${nothing} "nothing, in its past")
  file(TOUCH "${consumer}/notes.varve")
  once(${nothing} "its return")
endif()

# A missing output is made again; a compiler that changed is asked again.
foreach(output IN LISTS outputs)
  file(REMOVE "${output}")
  counts(1 any "the loss of ${output}")
  counts(0 0 "its return")
endforeach()
file(TOUCH "${PREFIX}/bin/varve")
once(${nothing} "another compiler")

# What cannot be compiled leaves what there was.
foreach(output IN LISTS outputs)
  file(SHA256 "${output}" ${output})
endforeach()
file(APPEND "${consumer}/notes.varve" "table notes {}\n")
refused("a schema with an error" "consumer/notes.varve:14:7: error: table `notes` has no columns [V0219]" ${CMAKE_COMMAND} --build "${build}")
foreach(output IN LISTS outputs)
  file(SHA256 "${output}" now)
  if(NOT now STREQUAL "${${output}}")
    message(FATAL_ERROR "a failed run of varve changed ${output}")
  endif()
endforeach()
file(WRITE "${consumer}/notes.varve" "${longer}")
once(any "its mending")

# A schema that is ahead of its chain builds with an ephemeral draft; a frozen build stops. So does a missing revision.
run("configure" ${CMAKE_COMMAND} -DVARVE_FROZEN=ON "${build}")
refused("a frozen build of a schema that is ahead" "[V0705]" ${CMAKE_COMMAND} --build "${build}")
file(WRITE "${consumer}/notes.varve" "${shorter}")
once(any "taking the column back")
file(RENAME "${first}" "${SCRATCH}/first")
refused("a build without a frozen revision" "[V0416]" ${CMAKE_COMMAND} --build "${build}")
file(RENAME "${SCRATCH}/first" "${first}")
once(any "the revision's return")
run_app()
