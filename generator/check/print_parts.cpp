#include <fmt/format.h>

#include "generator/base/schema_words.hpp"
#include "generator/check/print.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {

std::string print_names(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names)
        out += (out.empty() ? "" : ", ") + name_in_schema(name);
    return "(" + out + ")";
}

std::string print_type(const Schema& schema, const ColumnType& type) {
    if (type.kind == TypeKind::named) return print_type(schema, schema.find_type(type.name)->base);
    if (type.kind == TypeKind::enumeration) return name_in_schema(type.name);
    const std::string word(row_of(type.kind).word);
    return type.length ? fmt::format("{}({})", word, *type.length) : word;
}

}  // namespace varve::compiler
