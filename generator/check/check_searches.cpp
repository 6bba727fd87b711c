#include <fmt/format.h>

#include "generator/base/schema_words.hpp"
#include "generator/check/context.hpp"
#include "generator/check/print.hpp"
#include "generator/check/sql_text.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {

namespace {

void report(Context& context, Span span, std::string message, std::string help) {
    context.sink.error(DiagnosticKind::bad_search, span, std::move(message), {}, std::move(help));
}

/// The key that is the table's rowid; nothing when it has none.
std::optional<std::string> rowid_of(const Schema& schema, const Table& table) {
    if (table.without_rowid || !table.primary_key || table.primary_key->terms.size() != 1)
        return std::nullopt;
    const Column* column = find_column(table, table.primary_key->terms.front().column);
    if (column == nullptr || storage_kind(schema, column->type) != TypeKind::int64 ||
        folded(declared_type(schema, column->type)) != "integer")
        return std::nullopt;
    return column->name;
}

const ast::Table* table_of(Context& context, const ast::Search& search) {
    const ast::Table* table = find_table(context, search.table.text);
    if (table == nullptr && !context.file.damaged)
        context.sink.error(DiagnosticKind::unknown_table, search.table.span,
                           fmt::format("unknown table `{}`", search.table.text), {},
                           suggest_table(context, search.table.text));
    return table;
}

/// FTS5 has columns of these names already.
bool is_taken(std::string_view column) {
    return folded(column) == "rank" || folded(column) == "rowid";
}

void check_columns(Context& context, const ast::Search& search, const ast::Table& table) {
    Declared declared(context.sink, "column", "stands here");
    for (const ast::Name& column : search.columns) {
        check_column_exists(context, table, column);
        declared.add(column);
        if (is_taken(column.text) || folded(column.text) == folded(search.name.text))
            report(context, column.span, fmt::format("FTS5 has no room for a column `{}`", column.text),
                   "its tables have columns `rank`, `rowid` and one of their own name");
    }
}

std::string quoted(std::string_view name) {
    std::string out = "\"";
    for (char c : name)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

/// `prefix."a", prefix."b"`
std::string list(std::string_view prefix, const std::vector<std::string>& columns) {
    std::string out;
    for (const std::string& column : columns)
        out += (out.empty() ? "" : ", ") + std::string(prefix) + quoted(column);
    return out;
}

/// The virtual table that holds the words, and the triggers that tell it of every change.
class SearchTables {
public:
    SearchTables(const ast::Search& search, const std::string& rowid) : search_(search) {
        columns_.push_back(rowid);
        for (const ast::Name& column : search.columns)
            columns_.push_back(column.text);
    }

    VirtualTable table() const {
        std::string arguments;
        for (const ast::Name& column : search_.columns)
            arguments += quoted(column.text) + ", ";
        arguments += "content = " + sql_string(search_.table.text);
        arguments += ", content_rowid = " + sql_string(columns_.front());
        if (search_.tokenize) arguments += ", tokenize = " + sql_string(search_.tokenize->text);
        if (search_.prefix) arguments += ", prefix = " + sql_string(search_.prefix->text);
        return {search_.name.text, "fts5", arguments, search_.doc, search_.name.span, search_.name.span};
    }

    std::vector<Trigger> triggers() const {
        return {trigger("insert", "AFTER INSERT", add()), trigger("delete", "AFTER DELETE", remove()),
                trigger("update", "AFTER UPDATE", remove() + add())};
    }

private:
    std::string into(std::string_view first) const {
        std::vector<std::string> names = columns_;
        names.front() = "rowid";
        return fmt::format("INSERT INTO {} ({}{})", quoted(search_.name.text), first, list("", names));
    }
    std::string add() const { return fmt::format("{} VALUES ({}); ", into(""), list("new.", columns_)); }

    /// FTS5's own way to take a row out: it needs the old values, which the table no longer holds.
    std::string remove() const {
        return fmt::format("{} VALUES ('delete', {}); ", into(quoted(search_.name.text) + ", "),
                           list("old.", columns_));
    }

    Trigger trigger(std::string_view suffix, std::string event, const std::string& body) const {
        return {fmt::format("{}_{}", search_.name.text, suffix),
                search_.table.text,
                std::move(event),
                sql_text("BEGIN " + body + "END"),
                search_.name.span,
                search_.name.span};
    }

    const ast::Search& search_;
    std::vector<std::string> columns_;  ///< the rowid first
};

using TriggerNames = std::map<std::string, const ast::Name*>;

TriggerNames names_of_triggers(const Context& context) {
    TriggerNames names;
    for (const ast::Trigger& trigger : context.file.triggers)
        names.emplace(folded(trigger.name.text), &trigger.name);
    return names;
}

void refuse_triggers_of_that_name(Context& context, const ast::Search& search,
                                  const std::vector<Trigger>& made, const TriggerNames& names) {
    for (const Trigger& own : made)
        if (const auto taken = names.find(folded(own.name)); taken != names.end())
            context.sink.error(DiagnosticKind::duplicate_name, taken->second->span,
                               fmt::format("trigger `{}` has the name of one that keeps search `{}`",
                                           taken->second->text, search.name.text),
                               {{search.name.span, "the search is declared here"}});
}

}  // namespace

void check_searches(Context& context) {
    const TriggerNames names = names_of_triggers(context);
    for (const ast::Search& search : context.file.searches) {
        const ast::Table* table = table_of(context, search);
        if (table == nullptr) continue;
        if (context.snapshot)
            context.sink.error(DiagnosticKind::not_lowered, search.name.span,
                               "`search` stands in the schema of a revision", {},
                               "there it is written as a virtual table and its triggers");
        check_columns(context, search, *table);
        const auto at = static_cast<std::size_t>(table - context.file.tables.data());
        const std::optional<std::string> rowid = rowid_of(context.schema, context.schema.tables[at]);
        if (!rowid && !table->damaged)
            report(context, search.table.span,
                   fmt::format("`{}` has no `int64` primary key that is its rowid, and a search needs one",
                               search.table.text),
                   fmt::format("give it one, or write `virtual table {} using fts5 (…)` and fill it yourself",
                               name_in_schema(search.name.text)));
        if (!rowid) continue;
        const SearchTables made(search, *rowid);
        const std::vector<Trigger> triggers = made.triggers();
        refuse_triggers_of_that_name(context, search, triggers, names);
        context.schema.virtual_tables.push_back(made.table());
        context.schema.triggers.insert(context.schema.triggers.end(), triggers.begin(), triggers.end());
    }
}

}  // namespace varve::compiler
