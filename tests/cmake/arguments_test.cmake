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
stops("app SCHEMA none.varve" "varve_add_schema(app): SCHEMA names no file: ${SCRATCH}/call/none.varve")
stops("taken SCHEMA app.varve" "varve_add_schema(taken): there is already a target of this name")
stops("a/b SCHEMA app.varve" "varve_add_schema(a/b): a target's name is letters, digits, `_`, `.`, `+` and `-`")
stops("app SCHEMA app.varve NAMESPACE a.b" "varve_add_schema(app): NAMESPACE is no C++ namespace: a.b")
stops("app SCHEMA app.varve HEADER ../x.hpp"
  "varve_add_schema(app): HEADER is a path as users include it, such as app/schema.hpp: ../x.hpp")
