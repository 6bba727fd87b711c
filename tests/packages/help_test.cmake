# The installed manual page and completions, read by the programs that they are for, where those are here.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/consumer.cmake)
file(REMOVE_RECURSE "${SCRATCH}")
file(MAKE_DIRECTORY "${SCRATCH}")
find_program(MAN man)
find_program(BASH bash)
find_program(ZSH zsh)
find_program(FISH fish)

# says(<what> <text> <command>...)
function(says what text)
  run("${what}" ${ARGN})
  string(FIND "${printed}" "${text}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "${what} does not say\n${text}\nbut\n${printed}")
  endif()
  set(printed "${printed}" PARENT_SCOPE)
endfunction()

if(MAN)
  set(ENV{MANWIDTH} 100)
  set(ENV{LC_ALL} C.UTF-8)
  says("man" "Compare the chain with its lock and prove every revision by replay" "${MAN}" -l --warnings
    "${PREFIX}/share/man/man1/varve.1")
  if(printed MATCHES "warning:")
    message(FATAL_ERROR "man warns:\n${printed}")
  endif()
endif()
if(BASH)
  # What bash does at a tab: the words so far, and what is offered for the last.
  file(WRITE "${SCRATCH}/tab.bash" [=[
. "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _varve; printf '%s ' "${COMPREPLY[@]}"
]=])
  set(tab "${BASH}" "${SCRATCH}/tab.bash" "${PREFIX}/share/bash-completion/completions/varve")
  says("bash, a command" "verify " ${tab} varve ver)
  says("bash, an option" "--base " ${tab} varve verify --b)
  says("bash, a file" "" ${tab} varve verify --schema sch)
  if(NOT printed STREQUAL " ")
    message(FATAL_ERROR "bash offers words where a file is to be named: ${printed}")
  endif()
endif()
if(ZSH)
  run("zsh" "${ZSH}" -n "${PREFIX}/share/zsh/site-functions/_varve")
endif()
if(FISH)
  set(ENV{HOME} "${SCRATCH}")
  says("fish, a command" "verify" "${FISH}" -c
    "source '${PREFIX}/share/fish/vendor_completions.d/varve.fish'
complete -C 'varve ver'")
  says("fish, an option" "--base" "${FISH}" -c
    "source '${PREFIX}/share/fish/vendor_completions.d/varve.fish'
complete -C 'varve verify --b'")
endif()
