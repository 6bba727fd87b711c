# Finds what varve is made of. A machine that misses several packages hears of all of them at once,
# with the line that installs them.

# varve_dependency(<package> <least version or ""> <target> <Debian> <Fedora> <Homebrew> <vcpkg>)
function(varve_dependency package version target debian fedora homebrew vcpkg)
  if(TARGET ${target})
    return()
  endif()
  find_package(${package} ${version} QUIET)
  if(TARGET ${target})
    return()
  endif()

  set(line "${package}")
  if(version)
    string(APPEND line " ${version} or newer")
  endif()
  if(${package}_VERSION AND ${package}_VERSION VERSION_LESS "${version}")
    string(APPEND line " (found ${${package}_VERSION})")
  endif()
  set_property(GLOBAL APPEND_STRING PROPERTY varve_missing "  ${line}\n")
  foreach(system IN ITEMS debian fedora homebrew vcpkg)
    set_property(GLOBAL APPEND_STRING PROPERTY varve_missing_${system} " ${${system}}")
  endforeach()
endfunction()

# varve_dependencies_found(): stops when any of the packages asked for is missing.
function(varve_dependencies_found)
  get_property(missing GLOBAL PROPERTY varve_missing)
  if(NOT missing)
    return()
  endif()
  foreach(system IN ITEMS debian fedora homebrew vcpkg)
    get_property(${system} GLOBAL PROPERTY varve_missing_${system})
  endforeach()
  message(FATAL_ERROR
    "varve needs packages that were not found:\n${missing}"
    "install them, then configure again:\n"
    "  Debian    apt-get install${debian}\n"
    "  Fedora    dnf install${fedora}\n"
    "  Homebrew  brew install${homebrew}\n"
    "  vcpkg     vcpkg install${vcpkg}")
endfunction()

#                package       least target                        Debian               Fedora         Homebrew      vcpkg
varve_dependency(SQLite3       3.37  SQLite::SQLite3               libsqlite3-dev       sqlite-devel   sqlite        sqlite3)
varve_dependency(fmt           ""    fmt::fmt                      libfmt-dev           fmt-devel      fmt           fmt)
# What the runtime links: a program whose start counts need not load a library for it (docs/cmake.md).
option(VARVE_FMT_HEADER_ONLY "Compile fmt into the runtime, so that programs do not load it" OFF)
set(VARVE_RUNTIME_FMT fmt::fmt)
if(VARVE_FMT_HEADER_ONLY)
  set(VARVE_RUNTIME_FMT fmt::fmt-header-only)
endif()
if(VARVE_BUILD_COMPILER OR VARVE_BUILD_COMMAND_LINE)
  varve_dependency(CLI11         ""  CLI11::CLI11                  libcli11-dev         cli11-devel    cli11         cli11)
  varve_dependency(nlohmann_json ""  nlohmann_json::nlohmann_json  nlohmann-json3-dev   json-devel     nlohmann-json nlohmann-json)
endif()
if(VARVE_BUILD_TESTS)
  varve_dependency(Catch2      ""    Catch2::Catch2                catch2               catch-devel    catch2        catch2)
endif()
varve_dependencies_found()
