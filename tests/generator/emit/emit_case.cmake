# varve_emit_case(<name> <schema>): a library `emitted_<name>` of generated code for one schema text with a chain of
# one revision, without the driver and without a chain directory. The accessor tests and the benchmark stand on it.
include_guard(GLOBAL)

set(varve_emit_case_dir ${CMAKE_CURRENT_LIST_DIR})
add_executable(emit_case ${varve_emit_case_dir}/emit_case.cpp ${varve_emit_case_dir}/one_revision.cpp)
target_link_libraries(emit_case PRIVATE varve_emit varve_check varve_sqlite varve_runtime fmt::fmt)
target_include_directories(emit_case PRIVATE ${PROJECT_SOURCE_DIR})

function(varve_emit_case name schema)
  set(root ${CMAKE_CURRENT_BINARY_DIR}/generated)
  set(outputs ${root}/${name}/schema.hpp ${root}/${name}/schema.cpp ${root}/${name}/chain.cpp)
  add_custom_command(OUTPUT ${outputs}
    COMMAND emit_case ${schema} ${name} ${root}
    DEPENDS emit_case ${schema}
    VERBATIM)
  add_library(emitted_${name} STATIC ${outputs})
  target_include_directories(emitted_${name} PUBLIC ${root})
  target_link_libraries(emitted_${name} PUBLIC varve::runtime)
  varve_warnings(emitted_${name})
endfunction()
