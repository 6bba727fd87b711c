# A missing package stops configure, and the message installs all that miss.
include(${CMAKE_CURRENT_LIST_DIR}/says.cmake)

says("${SOURCE}" "varve needs packages that were not found:
  fmt
install them, then configure again:
  Debian    apt-get install libfmt-dev
  Fedora    dnf install fmt-devel
  Homebrew  brew install fmt
  vcpkg     vcpkg install fmt"
  -DCMAKE_DISABLE_FIND_PACKAGE_fmt=ON)

says("${SOURCE}" "varve needs packages that were not found:
  SQLite3 3.37 or newer
  fmt
  CLI11
  nlohmann_json
  Catch2
install them, then configure again:
  Debian    apt-get install libsqlite3-dev libfmt-dev libcli11-dev nlohmann-json3-dev catch2
  Fedora    dnf install sqlite-devel fmt-devel cli11-devel json-devel catch-devel
  Homebrew  brew install sqlite fmt cli11 nlohmann-json catch2
  vcpkg     vcpkg install sqlite3 fmt cli11 nlohmann-json catch2"
  -DCMAKE_DISABLE_FIND_PACKAGE_SQLite3=ON -DCMAKE_DISABLE_FIND_PACKAGE_fmt=ON -DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON
  -DCMAKE_DISABLE_FIND_PACKAGE_nlohmann_json=ON -DCMAKE_DISABLE_FIND_PACKAGE_Catch2=ON)

# A SQLite that is too old is as good as none, and the message says what was found.
file(WRITE "${SCRATCH}/old/sqlite3.h" "#define SQLITE_VERSION \"3.34.1\"\n")
says("${SOURCE}" "varve needs packages that were not found:
  SQLite3 3.37 or newer (found 3.34.1)
install them, then configure again:
  Debian    apt-get install libsqlite3-dev
  Fedora    dnf install sqlite-devel
  Homebrew  brew install sqlite
  vcpkg     vcpkg install sqlite3"
  -DSQLite3_INCLUDE_DIR=${SCRATCH}/old)

# A project that brings its own SQLite keeps it: nothing is searched for.
file(WRITE "${SCRATCH}/own/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)
project(own LANGUAGES CXX)
add_library(own_sqlite INTERFACE)
add_library(SQLite::SQLite3 ALIAS own_sqlite)
list(APPEND CMAKE_MODULE_PATH \"${SOURCE}/cmake\")
include(varve_dependencies)
get_target_property(whose SQLite::SQLite3 ALIASED_TARGET)
message(FATAL_ERROR \"SQLite::SQLite3 is \${whose}\")
")
file(REMOVE_RECURSE "${SCRATCH}/build")
execute_process(COMMAND ${CMAKE_COMMAND} -S "${SCRATCH}/own" -B "${SCRATCH}/build" -G "${GENERATOR}"
  -DCMAKE_DISABLE_FIND_PACKAGE_SQLite3=ON OUTPUT_QUIET ERROR_VARIABLE text)
if(NOT text MATCHES "SQLite::SQLite3 is own_sqlite")
  message(SEND_ERROR "the project's own SQLite was not used:\n${text}")
endif()
