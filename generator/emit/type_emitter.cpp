#include <algorithm>
#include <array>

#include "generator/emit/emitters.hpp"
#include "generator/emit/literal.hpp"

namespace varve::compiler {
namespace {

/// Seen from the global namespace, where the schema was written; words such as `unsigned long` are nobody's.
std::string globally(const std::string& type) {
    constexpr std::array words{"unsigned", "signed", "char",    "short",   "int",      "long",    "float",
                               "double",   "bool",   "char8_t", "wchar_t", "char16_t", "char32_t"};
    const std::string first = type.substr(0, type.find_first_of(" :<"));
    const bool fundamental = std::find(words.begin(), words.end(), first) != words.end();
    return fundamental || type.starts_with("::") ? type : "::" + type;
}

void emit_type(Printer& out, const CppType& type) {
    const std::string needs = "`" + type.cpp + "` needs a `varve::codec` whose Storage is `" + type.storage +
                              "`: <varve/codec.hpp> says how (what varve stores itself takes no `as`)";
    out.emit({{"name", type.name},
              {"cpp", globally(type.cpp)},
              {"storage", type.storage},
              {"needs", cpp_literal(needs)}},
             R"code(
        using $name$ = varve::detail::OwnType<$cpp$, $storage$>;  // the schema names its header with `from "…"`
        static_assert(varve::detail::codec_fits<$cpp$, $storage$>(), $needs$);

    )code");
}

}  // namespace

void emit_type_headers(Printer& out, const CppSchema& schema) {
    std::vector<std::string> headers;
    for (const CppType& type : schema.types)
        if (!type.header.empty() && std::find(headers.begin(), headers.end(), type.header) == headers.end())
            headers.push_back(type.header);
    for (const std::string& header : headers)
        out.emit({{"header", header}}, "#include $header$\n");
    if (!headers.empty()) out.emit("\n\n\n");
}

void emit_types(Printer& out, const CppSchema& schema) {
    for (const CppType& type : schema.types)
        emit_type(out, type);
}

}  // namespace varve::compiler
