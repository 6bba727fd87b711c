# A call of varve_add_schema that cannot be meant stops configure and names the call.
include(${CMAKE_CURRENT_LIST_DIR}/says.cmake)

# stops(<arguments> <whole message>)
function(stops arguments message)
  file(WRITE "${SCRATCH}/call/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)
project(call LANGUAGES NONE)
include(\"${SOURCE}/cmake/varve_add_schema.cmake\")
add_custom_target(taken)
varve_add_schema(${arguments})
")
  says("${SCRATCH}/call" "${message}" ${ARGN})
endfunction()

file(WRITE "${SCRATCH}/call/app.varve" "schema app {}\n")
set(stranger "it takes SCHEMA, NAMESPACE, HEADER, COMMITTED and FROZEN")

stops("app" "varve_add_schema(app): SCHEMA is missing; name the root .varve file")
stops("app SCHEMA" "varve_add_schema(app): needs a value: SCHEMA")
stops("app SCHEMA app.varve HEADER NAMESPACE" "varve_add_schema(app): needs a value: HEADER NAMESPACE")
stops("app SCHEMA app.varve FROZZEN" "varve_add_schema(app): unknown arguments: FROZZEN ${stranger}")
stops("app app.varve FROZEN" "varve_add_schema(app): unknown arguments: app.varve ${stranger}")
stops("app SCHEMA app.varve FROZEN OFF" "varve_add_schema(app): unknown arguments: OFF ${stranger}")
stops("app SCHEMA \"\"" "varve_add_schema(app): the value of SCHEMA is empty; leave SCHEMA out where there is none")
stops("app SCHEMA app.varve NAMESPACE \"\" FROZEN"
  "varve_add_schema(app): the value of NAMESPACE is empty; leave NAMESPACE out where there is none")
stops("app SCHEMA app.varve SCHEMA app.varve" "varve_add_schema(app): SCHEMA is given twice")
stops("app SCHEMA none.varve" "varve_add_schema(app): SCHEMA names no file: ${SCRATCH}/call/none.varve")
stops("taken SCHEMA app.varve" "varve_add_schema(taken): there is already a target of this name")
set(name "a target's name begins with a letter or `_`; letters, digits, `_`, `.`, `+` and `-` follow")
stops("a/b SCHEMA app.varve" "varve_add_schema(a/b): ${name}")
stops("1st SCHEMA app.varve" "varve_add_schema(1st): ${name}")
stops("app SCHEMA app.varve NAMESPACE a.b" "varve_add_schema(app): NAMESPACE is no C++ namespace: a.b")
stops("app SCHEMA app.varve HEADER ../x.hpp"
  "varve_add_schema(app): HEADER is a path as users include it, such as app/schema.hpp: ../x.hpp")
stops("app SCHEMA app.varve HEADER app/"
  "varve_add_schema(app): HEADER is a path as users include it, such as app/schema.hpp: app/")
stops("app SCHEMA app.varve HEADER app/schema.cpp"
  "varve_add_schema(app): HEADER has the ending of another file that is made: app/schema.cpp")
stops("app SCHEMA app.varve COMMITTED CMakeLists.txt"
  "varve_add_schema(app): COMMITTED is no directory: ${SCRATCH}/call/CMakeLists.txt")
stops("app SCHEMA app.varve COMMITTED app.chain/made"
  "varve_add_schema(app): COMMITTED is in the chain; name a directory of its own: ${SCRATCH}/call/app.chain/made")

# What CMake or the tool behind it would take apart.
set(cannot "varve_add_schema(app): a build cannot name a path with")
set(taken "; \\ \" $< or a [ without its ]; rename the directory:")
if(NOT GENERATOR MATCHES "Ninja")
  string(PREPEND taken ": ")
endif()
foreach(directory IN ITEMS "half [" "a\"quote" "$<1:x>")
  file(WRITE "${SCRATCH}/call/${directory}/app.varve" "schema app {}\n")
  stops("app SCHEMA [==[${directory}/app.varve]==]" "${cannot} ${taken} ${SCRATCH}/call/${directory}/app.varve")
endforeach()

# A variable of a CI that is empty is no reason to leave the comparison out.
stops("app SCHEMA app.varve" "-DVARVE_BASE= names no git ref: name one, such as origin/main, or leave VARVE_BASE out with -UVARVE_BASE where there is none to compare with" -DVARVE_BASE=)
