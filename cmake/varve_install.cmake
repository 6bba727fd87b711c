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
  DESTINATION ${varve_package_dir} COMPONENT runtime)
