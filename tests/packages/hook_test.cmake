# The hook that is installed, in a real repository with two chains: it looks at what is staged, not at what lies about.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/consumer.cmake)

file(REMOVE_RECURSE "${SCRATCH}")
set(tree "${SCRATCH}/a tree")
file(MAKE_DIRECTORY "${tree}/app/schema" "${tree}/tools")
set(ENV{GIT_CONFIG_GLOBAL} /dev/null)
set(ENV{GIT_CONFIG_NOSYSTEM} 1)

function(git)
  run("git ${ARGV}" "${GIT}" -C "${tree}" -c user.name=varve -c user.email=varve@localhost ${ARGN})
endfunction()

# commit(<message>): with all that is there.
function(commit message)
  git(add --all .)
  git(commit -q -m "${message}")
endfunction()

# stopped(<what> <text>...): the commit of what is staged is stopped and says so; the index and the files go back.
function(stopped what)
  execute_process(COMMAND "${GIT}" -C "${tree}" -c user.name=varve -c user.email=varve@localhost commit -q -m "${what}"
    RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  foreach(said IN LISTS ARGN)
    string(FIND "${text}" "${said}" at)
    if(result EQUAL 0 OR at EQUAL -1)
      message(FATAL_ERROR "${what}: expected a commit that is stopped with\n${said}\ngot ${result} and\n${text}")
    endif()
  endforeach()
  git(reset -q --hard)
endfunction()

function(change file from to)
  file(READ "${tree}/${file}" text)
  string(REPLACE "${from}" "${to}" changed "${text}")
  if(changed STREQUAL text)
    message(FATAL_ERROR "${file} holds no ${from}:\n${text}")
  endif()
  file(WRITE "${tree}/${file}" "${changed}")
endfunction()

function(freeze schema message)
  run("revision" "${VARVE}" revision --schema "${tree}/${schema}" --autogenerate -m "${message}")
  run("freeze" "${VARVE}" freeze --schema "${tree}/${schema}")
endfunction()

foreach(schema IN ITEMS app/schema/notes tools/queue)
  cmake_path(GET schema FILENAME name)
  file(WRITE "${tree}/${schema}.varve" "schema ${name} {
  edition 1
  target  sqlite >= 3.37
  chain   \"${name}.chain\"
}

table ${name} {
  id   int64 primary key
  text text
}
")
endforeach()
git(init -q -b main)
git(config varve.path "${VARVE}")
file(COPY "${SOURCE}/share/pre-commit" DESTINATION "${tree}/.git/hooks")

commit("Schemas without chains")
freeze(app/schema/notes.varve first)
freeze(tools/queue.varve first)
commit("Two chains")

set(up app/schema/notes.chain/0001_first/up.sql)
change(${up} "TEXT NOT NULL" "TEXT")
file(WRITE "${tree}/readme" "Nothing of a schema.\n")
git(add readme)
git(commit -q -m "What lies about is not looked at")
git(add ${up})
stopped("an edited revision" "app/schema/notes.chain/0001_first/up.sql:1:1: error: " "[V0411]"
  "varve: the commit was stopped: what is staged does not hold what is frozen")

# What is staged is edited, what lies about is not.
change(${up} "TEXT NOT NULL" "TEXT")
git(add ${up})
change(${up} "\"text\" TEXT" "\"text\" TEXT NOT NULL")
stopped("an edit that was taken back but for the index" "[V0411]")

git(rm -q -r tools/queue.chain/0001_first)
stopped("a removed revision of the second chain" "[V0416]")
git(rm -q tools/queue.chain/chain.lock)
stopped("a removed lock" "varve: the commit takes tools/queue.chain/chain.lock away")
git(rm -q -r tools)
stopped("a removed chain" "varve: the commit takes tools/queue.chain/chain.lock away")

# Whole in itself, but not what HEAD has.
file(REMOVE_RECURSE "${tree}/tools/queue.chain")
change(tools/queue.varve "  text text\n" "  text text?\n")
freeze(tools/queue.varve first)
git(add --all .)
stopped("a revision that was frozen anew" "[V0427]")

change(tools/queue.varve "  text text\n" "  text text\n  done bool = false\n")
commit("A schema that is ahead may be committed")
git(config varve.requireFrozen true)
change(tools/queue.varve "  text text\n" "  text text\n  late bool = false\n")
git(add --all .)
stopped("a schema that is ahead, where that is refused" "[V0705]")
freeze(tools/queue.varve done)
commit("And goes on")

git(config varve.path "${SCRATCH}/no-varve")
file(WRITE "${tree}/readme" "Still nothing of a schema.\n")
commit("Without a compiler")
change(tools/queue.varve "  text text\n" "  text text // a text\n")
git(add --all .)
stopped("a schema without a compiler" "varve: the commit changes a schema or its chain, and `${SCRATCH}/no-varve` is not there")
