#include "generator/emit/emitters.hpp"
#include "generator/emit/literal.hpp"
#include "generator/emit/sql_texts.hpp"

namespace varve::compiler {
namespace {

/// The name within SQL's double quotes.
std::string unquoted(const std::string& sql) {
    std::string name;
    for (std::size_t i = 1; i + 1 < sql.size(); ++i) {
        name += sql[i];
        if (sql[i] == '"') ++i;
    }
    return name;
}

std::string type_of(HandleUse use) {
    return use == HandleUse::write ? "varve::BlobWriter" : "varve::BlobReader";
}

bool has_handle(const CppField& field, HandleUse use) {
    return field.lazy && (use == HandleUse::read || field.handle_writes);
}

void emit_handle_source(Printer& out, const CppTable& table, const CppField& field, HandleUse use) {
    const std::vector<std::string> arguments = key_arguments(table);
    const auto binds = [&] {
        for (std::size_t i = 0; i != arguments.size(); ++i)
            out.emit({{"at", std::to_string(i + 1)}, {"argument", arguments[i]}},
                     "varve::source::bind(the_statement, $at$, $argument$);\n");
    };
    out.emit({{"type", type_of(use)},
              {"row", table.row},
              {"role", use == HandleUse::write ? "Writer" : "Reader"},
              {"handle", field.handle},
              {"key", key_parameter(table, "the_key")},
              {"slot", handle_slot(field)},
              {"binds", binds},
              {"table", cpp_literal(unquoted(table.sql))},
              {"column", cpp_literal(unquoted(field.sql))},
              {"use", use == HandleUse::write ? "write" : "read"}},
             R"code(
        $type$ $row$::$role$::$handle$($key$) const {
            varve::detail::Prepared& the_statement = varve::source::use(*session_, varve_$row$::$slot$);
            $binds$
            return $type$(
                varve::source::open_blob(the_statement, $table$, $column$, varve::source::BlobUse::$use$));
        }

    )code");
}

}  // namespace

void emit_handles(Printer& out, const CppTable& table, HandleUse use) {
    for (const CppField& field : table.fields)
        if (has_handle(field, use))
            out.emit({{"type", type_of(use)}, {"handle", field.handle}, {"key", key_parameter(table, "key")}},
                     "$type$ $handle$($key$) const;  ///< stands on nothing: no such row, or NULL\n");
}

void emit_handle_sources(Printer& out, const CppTable& table) {
    for (const CppField& field : table.fields)
        for (const HandleUse use : {HandleUse::read, HandleUse::write})
            if (has_handle(field, use)) emit_handle_source(out, table, field, use);
}

}  // namespace varve::compiler
