#include "generator/emit/emit.hpp"

#include "generator/emit/cpp_schema.hpp"
#include "generator/emit/emitters.hpp"

namespace varve::compiler {

std::vector<OutputFile> emit(const Schema& schema, const Chain& chain, const EmitOptions& options,
                             DiagnosticSink& sink) {
    const std::optional<CppSchema> cpp = name_everything(schema, options, sink);
    if (!cpp) return {};
    return {
        {cpp->header, header_text(*cpp)},
        {options.target + "/schema.cpp", source_text(*cpp)},
        {options.target + "/chain.cpp", chain_text(*cpp, chain)},
    };
}

}  // namespace varve::compiler
