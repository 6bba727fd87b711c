# Two components, each with its export set: `runtime` is what applications link, `compiler` what their builds run.
# A package for a target machine may hold the first alone.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(varve_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/varve)

# varve_install(<component> <exported name>...): installs the targets known as varve::<name>, under the same names.
function(varve_install component)
  set(targets)
  foreach(name IN LISTS ARGN)
    if(TARGET varve::${name})
      get_target_property(target varve::${name} ALIASED_TARGET)
      set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
      list(APPEND targets ${target})
    endif()
  endforeach()
  if(NOT targets)
    return()
  endif()
  install(TARGETS ${targets} EXPORT varve_${component}
    RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT ${component}
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ${component}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ${component}
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(EXPORT varve_${component} NAMESPACE varve:: FILE varve_${component}.cmake
    DESTINATION ${varve_package_dir} COMPONENT ${component})
endfunction()

varve_install(runtime runtime command_line)
varve_install(compiler compiler)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/runtime/include/varve DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  COMPONENT runtime FILES_MATCHING PATTERN "*.hpp")

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/varveConfig.cmake.in
  ${PROJECT_BINARY_DIR}/cmake/varveConfig.cmake INSTALL_DESTINATION ${varve_package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/cmake/varveConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/cmake/varveConfig.cmake
  ${PROJECT_BINARY_DIR}/cmake/varveConfigVersion.cmake
  ${CMAKE_CURRENT_LIST_DIR}/varve_add_schema.cmake
  ${CMAKE_CURRENT_LIST_DIR}/varve_find_compiler.cmake
  DESTINATION ${varve_package_dir} COMPONENT runtime)

# pkg-config finds the prefix from where its file lies, so that this package may be moved, too.
set(varve_pc_requires "sqlite3 >= 3.37, fmt")
if(VARVE_FMT_HEADER_ONLY)
  set(varve_pc_requires "sqlite3 >= 3.37")
endif()
set(varve_pc_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
set(varve_pc_prefix ${CMAKE_INSTALL_PREFIX})
if(NOT IS_ABSOLUTE "${varve_pc_dir}")
  file(RELATIVE_PATH varve_pc_prefix "/prefix/${varve_pc_dir}" "/prefix")
  set(varve_pc_prefix "\${pcfiledir}/${varve_pc_prefix}")
endif()
cmake_path(APPEND varve_pc_libdir "\${prefix}" "${CMAKE_INSTALL_LIBDIR}")
cmake_path(APPEND varve_pc_includedir "\${prefix}" "${CMAKE_INSTALL_INCLUDEDIR}")
configure_file(${PROJECT_SOURCE_DIR}/packaging/varve.pc.in ${PROJECT_BINARY_DIR}/varve.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/varve.pc DESTINATION ${varve_pc_dir} COMPONENT runtime)

# For repositories with chains; it only calls the compiler.
install(PROGRAMS ${PROJECT_SOURCE_DIR}/share/pre-commit DESTINATION ${CMAKE_INSTALL_DATADIR}/varve COMPONENT compiler)

# The manual page and the completions are what the compiler says of itself; one that cannot run here says nothing.
if(VARVE_BUILD_COMPILER AND NOT CMAKE_CROSSCOMPILING)
  set(help ${PROJECT_BINARY_DIR}/help)
  install(FILES ${help}/varve.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT compiler)
  install(FILES ${help}/varve.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
    COMPONENT compiler RENAME varve)
  install(FILES ${help}/varve.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
    COMPONENT compiler RENAME _varve)
  install(FILES ${help}/varve.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT compiler)
endif()
