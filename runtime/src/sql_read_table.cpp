#include <algorithm>
#include <array>

#include "runtime/src/sql_canonical.hpp"
#include "runtime/src/sql_table_parts.hpp"

namespace varve::detail {
namespace {

bool begins_table_constraint(const NormalReader& reader) {
    constexpr std::array<std::string_view, 5> words = {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"};
    return std::find(words.begin(), words.end(), reader.peek()) != words.end();
}

void read_head(NormalReader& reader, TableParts& table) {
    while (!reader.at_end() && !reader.is("(")) {
        if (reader.is("AS")) return reader.fail();
        const NormalToken& token = reader.take();
        if (!table.head.empty()) table.head += ' ';
        table.head += token.kind == SqlTokenKind::string ? normal_name(unquote(token.raw)) : token.text;
    }
    reader.expect("(");
}

void read_options(NormalReader& reader, TableParts& table) {
    while (!reader.at_end()) {
        if (reader.is_word("STRICT")) {
            table.strict = true;
        } else if (reader.is_word("WITHOUT")) {
            reader.take();
            if (!reader.is_word("ROWID")) return reader.fail();
            table.without_rowid = true;
        } else {
            return reader.fail();
        }
        reader.take();
        if (!reader.at_end()) reader.expect(",");
    }
}

}  // namespace

std::optional<TableParts> read_table(std::span<const NormalToken> tokens) {
    NormalReader reader(tokens);
    TableParts table;
    read_head(reader, table);
    while (!reader.at_end() && !reader.is(")")) {
        if (begins_table_constraint(reader))
            read_table_constraint(reader, table);
        else
            read_column(reader, table);
        reader.accept(",");
    }
    reader.expect(")");
    read_options(reader, table);
    if (reader.failed()) return std::nullopt;
    return table;
}

std::optional<std::string> canonical_table(std::span<const NormalToken> tokens) {
    std::optional<TableParts> table = read_table(tokens);
    if (!table) return std::nullopt;
    return print_table(std::move(*table));
}

}  // namespace varve::detail
