#include <algorithm>
#include <array>
#include <set>

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
    std::set<std::string> written;
    for (const CppType& type : schema.types) {
        if (type.header.empty() || !written.insert(type.header).second) continue;
        out.emit({{"header", type.header}}, "#include $header$\n");
    }
    if (!written.empty()) out.emit("\n\n");
}

void emit_types(Printer& out, const CppSchema& schema) {
    for (const CppType& type : schema.types)
        emit_type(out, type);
}

}  // namespace varve::compiler
