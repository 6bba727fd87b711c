#include <fmt/format.h>

#include "generator/check/print.hpp"
#include "generator/model/type.hpp"
#include "generator/syntax/words.hpp"

namespace varve::compiler {

std::string print_text(std::string_view text) {
    std::string out = "\"";
    for (char c : text)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

std::string print_name(std::string_view name) {
    return is_identifier(name) && !is_reserved(name) ? std::string(name) : print_text(name);
}

std::string print_names(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names)
        out += (out.empty() ? "" : ", ") + print_name(name);
    return "(" + out + ")";
}

std::string print_type(const Schema& schema, const ColumnType& type) {
    if (type.kind == TypeKind::named) return print_type(schema, schema.find_type(type.name)->base);
    if (type.kind == TypeKind::enumeration) return print_name(type.name);
    const std::string word(row_of(type.kind).word);
    return type.length ? fmt::format("{}({})", word, *type.length) : word;
}

}  // namespace varve::compiler
