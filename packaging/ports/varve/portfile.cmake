# An overlay port of the tree that it stands in: vcpkg install varve --overlay-ports=<varve>/packaging/ports
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

vcpkg_check_linkage(ONLY_STATIC_LIBRARY)
vcpkg_cmake_configure(
  SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS -DVARVE_BUILD_TESTS=OFF -DVARVE_BUILD_EXAMPLES=OFF)
vcpkg_cmake_install()
vcpkg_copy_tools(TOOL_NAMES varve AUTO_CLEAN)
vcpkg_cmake_config_fixup(CONFIG_PATH lib/cmake/varve)
vcpkg_fixup_pkgconfig()

file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug/include" "${CURRENT_PACKAGES_DIR}/debug/share")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
