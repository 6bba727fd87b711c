# What docs/ci.md promises, in a real git repository: every kind of drift stops the three lines of a consumer's CI, with
# a text that says what differs. Nothing is compiled.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/consumer.cmake)

copy_consumer()
set(schema "${consumer}/notes.varve")
file(READ "${schema}" original)
set(ENV{GIT_CONFIG_GLOBAL} /dev/null)
set(ENV{GIT_CONFIG_NOSYSTEM} 1)

function(git)
  run("git ${ARGV}" "${GIT}" -C "${consumer}" -c user.name=varve -c user.email=varve@localhost ${ARGN})
endfunction()

function(commit message)
  git(add --all .)
  git(commit -q -m "${message}")
endfunction()

# ci(): a clean checkout's three lines, but for the C++ compiler.
function(ci)
  file(REMOVE_RECURSE "${build}")
  configure_consumer(find_package -DVARVE_FROZEN=ON -DVARVE_BASE=main)
  execute_process(COMMAND ${CMAKE_COMMAND} --build "${build}" --target notes_codegen
    RESULT_VARIABLE built OUTPUT_VARIABLE text ERROR_VARIABLE text)
  execute_process(COMMAND ${CMAKE_CTEST_COMMAND} --test-dir "${build}" -C Debug --output-on-failure
    RESULT_VARIABLE tested OUTPUT_VARIABLE more ERROR_VARIABLE more)
  string(REPLACE "${consumer}/" "" text "${text}${more}")
  set(built ${built} PARENT_SCOPE)
  set(tested ${tested} PARENT_SCOPE)
  set(text "${text}" PARENT_SCOPE)
endfunction()

# drift(<what> <failing tests> <text>...): the tests fail that are named, and every text was said.
function(drift what failing)
  ci()
  string(REGEX MATCHALL "notes\\.[a-z]+ [.]*\\*\\*\\*Failed" failed "${text}")
  string(REGEX REPLACE " [.]*\\*\\*\\*Failed" "" failed "${failed}")
  if(NOT failed STREQUAL failing)
    message(FATAL_ERROR "${what}: expected failures of ${failing}, got ${failed}\n${text}")
  endif()
  foreach(said IN LISTS ARGN)
    string(FIND "${text}" "${said}" at)
    if(at EQUAL -1)
      message(FATAL_ERROR "${what}: nobody said\n${said}\n${text}")
    endif()
  endforeach()
  git(checkout -q -- .)
  git(clean -q -f -d)
endfunction()

run("revision" "${VARVE}" revision --schema "${schema}" --autogenerate -m first)
run("freeze" "${VARVE}" freeze --schema "${schema}")
run("generate" "${VARVE}" generate --schema "${schema}" --target notes --flat --output "${consumer}/committed" --frozen)
git(init -q -b main)
commit("The first release")
git(tag v1)
git(checkout -q -b feature)
ci()
if(NOT built EQUAL 0 OR NOT tested EQUAL 0)
  message(FATAL_ERROR "a clean repository fails:\n${text}")
endif()

file(GLOB up "${consumer}/notes.chain/0001_first/up.sql")
file(READ "${up}" sql)
string(REPLACE "\"text\" TEXT NOT NULL" "\"text\" TEXT" edited "${sql}")
file(WRITE "${up}" "${edited}")
drift("an edited revision" "notes.chain;notes.schema;notes.base;notes.generated"
  "notes.chain/0001_first/up.sql:1:1: error: " "[V0411]")

file(READ "${consumer}/committed/schema.hpp" header)
string(REPLACE "struct Note" "struct Remark" edited "${header}")
file(WRITE "${consumer}/committed/schema.hpp" "${edited}")
drift("stale generated code" "notes.generated"
  "committed/schema.hpp: error: the committed file is stale" "  - struct Remark" "  + struct Note"
  "help: build the target `notes_accept`, look at the change, commit it")

file(WRITE "${consumer}/committed/store.hpp" "${header}")
drift("a header that had another name" "notes.generated"
  "committed/store.hpp: error: nothing generates this file any more\nhelp: remove it\n")

string(REPLACE "text  text\n" "text  text\n  done  bool = false\n" longer "${original}")
file(WRITE "${schema}" "${longer}")
drift("a schema that is ahead" "notes.schema;notes.generated"
  "notes.varve:1:1: error: the schema is ahead of its chain [V0705]\n  + column notes.done bool\nhelp: run `varve revision --autogenerate -m \"…\"`, then `varve freeze`\n")

# The revision is taken back, edited and frozen anew: whole in itself, but not what main has.
file(REMOVE_RECURSE "${consumer}/notes.chain")
file(WRITE "${schema}" "${longer}")
run("revision" "${VARVE}" revision --schema "${schema}" --autogenerate -m first)
run("freeze" "${VARVE}" freeze --schema "${schema}")
run("generate" "${VARVE}" generate --schema "${schema}" --target notes --flat --output "${consumer}/committed" --frozen)
drift("a lock that does not continue main's" "notes.base"
  "notes.chain/chain.lock:2:1: error: revision `first` was frozen anew: it is " " in `main` [V0427]"
  "help: databases may have run it: restore the revision and its line from `main`, and put the change in a new revision")

# A tag serves as well, several may be named, and a ref that a shallow clone has not got is no reason to pass.
run("verify" "${VARVE}" verify --schema "${schema}" --base main --base v1)
refused("a ref that is not there"
  "error: there is no ref `origin/main` in this repository; a shallow clone holds few: fetch it"
  "${VARVE}" verify --schema "${schema}" --base v1 --base origin/main)
git(clone -q --bare --depth 1 "file://${consumer}" "${SCRATCH}/shallow.git")
git(clone -q "${SCRATCH}/shallow.git" "${SCRATCH}/shallow")
refused("a shallow clone without the tag" "error: there is no ref `v0` in this repository"
  "${VARVE}" verify --schema "${SCRATCH}/shallow/notes.varve" --base v0)
file(COPY "${schema}" "${consumer}/notes.chain" DESTINATION "${SCRATCH}/no repository")
set(ENV{GIT_CEILING_DIRECTORIES} "${SCRATCH}")
refused("a directory without git" "is in no git repository, so there is no base `main`"
  "${VARVE}" verify --schema "${SCRATCH}/no repository/notes.varve" --base main)

# The commit before the first, as CI services name it, holds nothing; and a repository that git does not open, because it
# is somebody else's, is told with git's own words.
string(REPEAT 0 40 zeros)
run("a first push" "${VARVE}" verify --schema "${schema}" --base ${zeros})
string(FIND "${printed}" "`${zeros}` is how a service says that no commit came before: no base holds the lock" at)
if(at EQUAL -1)
  message(FATAL_ERROR "a first push is not told of:\n${printed}")
endif()
set(ENV{GIT_TEST_ASSUME_DIFFERENT_OWNER} 1)
refused("a repository of somebody else" "error: git does not open the repository of ${consumer}/notes.chain, so there is no base `main`; it says:
fatal: detected dubious ownership in repository at '${consumer}'"
  "${VARVE}" verify --schema "${schema}" --base main)
