#include <fmt/format.h>

#include "generator/base/schema_words.hpp"
#include "generator/check/print.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

std::string_view word_of(Requirement::Kind kind) {
    if (kind == Requirement::Kind::function) return "function";
    if (kind == Requirement::Kind::tokenizer) return "tokenizer";
    return kind == Requirement::Kind::module ? "module" : "collation";
}

/// `BEFORE UPDATE OF "email"` in the language's words.
std::string print_event(const Trigger& trigger) {
    std::string out;
    for (const detail::SqlToken& token : detail::sql_tokens(trigger.timing_and_event)) {
        std::string text = trigger.timing_and_event.substr(token.begin, token.end - token.begin);
        if (token.kind == detail::SqlTokenKind::quoted)
            text = name_in_schema(detail::unquote(text));
        else
            for (char& c : text)
                if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        out += (out.empty() || text == "," ? "" : " ") + text;
    }
    return out;
}

}  // namespace

std::string print_version(int number) {
    const int patch = number % 1000;
    const std::string version = fmt::format("{}.{}", number / 1000000, number / 1000 % 1000);
    return patch == 0 ? version : fmt::format("{}.{}", version, patch);
}

std::string print_settings(const Schema& schema) {
    return fmt::format("schema {} {{\n  edition {}\n  target  sqlite >= {}\n{}}}\n",
                       name_in_schema(schema.name), schema.edition, print_version(schema.sqlite_floor),
                       schema.unnamed_constraints ? "  constraints unnamed\n" : "");
}

std::string print_requirement(const Requirement& requirement) {
    return fmt::format("requires {} {}{}\n", word_of(requirement.kind), name_in_schema(requirement.name),
                       requirement.arity < 0 ? "" : fmt::format(" ({})", requirement.arity));
}

std::string print_enum(const Enum& declared) {
    std::string values;
    for (const EnumValue& value : declared.values)
        values += (values.empty() ? "" : ", ") + name_in_schema(value.name);
    return fmt::format("enum {} {{ {} }}\n", name_in_schema(declared.name), values);
}

std::string print_virtual_table(const VirtualTable& table) {
    return fmt::format("virtual table {} using {}{}\n", name_in_schema(table.name),
                       name_in_schema(table.module), table.arguments ? " (" + *table.arguments + ")" : "");
}

std::string print_view(const Schema& schema, const View& view) {
    if (view.inferred) return fmt::format("view {} = sql {{ {} }}\n", name_in_schema(view.name), view.sql);
    std::string columns;
    for (const ViewColumn& column : view.columns)
        columns += fmt::format("{} {} {}{}", columns.empty() ? "" : ",", name_in_schema(column.name),
                               print_type(schema, column.type), column.nullable ? "?" : "");
    return fmt::format("view {} {{{} }} = sql {{ {} }}\n", name_in_schema(view.name), columns, view.sql);
}

std::string print_trigger(const Trigger& trigger) {
    return fmt::format("trigger {} {} on {} sql {{ {} }}\n", name_in_schema(trigger.name),
                       print_event(trigger), name_in_schema(trigger.table), trigger.sql);
}

}  // namespace varve::compiler
