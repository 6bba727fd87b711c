#include <fmt/format.h>

#include <algorithm>

#include "generator/check/context.hpp"
#include "generator/check/sql_text.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {

namespace {

/// The keys and indexes of one table.
class KeyCheck {
public:
    KeyCheck(Context& context, const ast::Table& table, Table& made)
        : context_(context), table_(table), made_(made) {}

    void run() {
        for (const ast::Column& column : table_.columns)
            column_keys(column);
        for (const ast::PrimaryKey& key : table_.primary_keys)
            primary_key(key);
        for (const ast::Unique& unique : table_.uniques)
            made_.uniques.push_back(
                {{unique.name.text, static_cast<bool>(unique.name)}, columns(unique.columns), unique.span});
        for (const ast::Index& index : table_.indexes)
            this->index(index);
        const bool keyless = !made_.primary_key && !table_.damaged;
        if (made_.without_rowid && keyless)
            context_.sink.error(DiagnosticKind::rowid_without_key, *table_.without_rowid,
                                fmt::format("table `{}` without rowid has no primary key", made_.name), {},
                                "write `primary key (…)` into it");
    }

private:
    void column_keys(const ast::Column& column) {
        if (column.unique) made_.uniques.push_back({{}, {column.name.text}, *column.unique});
        if (!column.primary_key) return;
        KeyTerm term;
        term.column = column.name.text;
        add_primary_key({{term}, column.autoincrement.has_value(), true, *column.primary_key});
        if (column.autoincrement) check_autoincrement(column);
    }

    void check_autoincrement(const ast::Column& column) {
        const ColumnType& type = find_column(made_, column.name.text)->type;
        const bool is_rowid = storage_kind(context_.schema, type) == TypeKind::int64 &&
                              folded(declared_type(context_.schema, type)) == "integer" &&
                              !made_.without_rowid;
        if (!is_rowid && !column.broken)
            context_.sink.error(DiagnosticKind::autoincrement_misplaced, *column.autoincrement,
                                fmt::format("`{}` cannot be autoincrement", column.name.text), {},
                                "only a primary key of type `int64` in a table with rowid can");
    }

    void primary_key(const ast::PrimaryKey& key) {
        PrimaryKey made;
        made.span = key.span;
        made.terms = terms(key.terms);
        for (const ast::Term& term : key.terms)
            if (term.expression)
                context_.sink.error(DiagnosticKind::unexpected_token, term.span,
                                    "a primary key is made of columns");
        add_primary_key(std::move(made));
    }

    void add_primary_key(PrimaryKey key) {
        if (made_.primary_key)
            context_.sink.error(DiagnosticKind::second_primary_key, key.span,
                                fmt::format("table `{}` has two primary keys", made_.name),
                                {{made_.primary_key->span, "the first is here"}},
                                "a key of several columns is written `primary key (a, b)`");
        else
            made_.primary_key = std::move(key);
    }

    void index(const ast::Index& index) {
        Index made;
        made.name = {index.name.text, static_cast<bool>(index.name)};
        made.terms = terms(index.terms);
        made.unique = index.unique;
        if (index.where) made.where = sql_text(*index.where);
        if (index.was) made.was = Hint{index.was->name.text, index.was->clause};
        made.span = index.span;
        made_.indexes.push_back(std::move(made));
    }

    std::vector<std::string> columns(const std::vector<ast::Name>& names) {
        std::vector<std::string> made;
        Declared declared(context_.sink, "column", "stands here");
        for (const ast::Name& name : names) {
            check_column_exists(context_, table_, name);
            declared.add(name);
            made.push_back(name.text);
        }
        return made;
    }

    std::vector<KeyTerm> terms(const std::vector<ast::Term>& list) {
        std::vector<KeyTerm> made;
        Declared declared(context_.sink, "column", "stands here");
        for (const ast::Term& term : list) {
            if (!term.expression)
                check_column_exists(context_, table_, term.column), declared.add(term.column);
            made.push_back({term.column.text, term.expression ? sql_text(*term.expression) : "",
                            term.collate.text, term.descending});
        }
        return made;
    }

    Context& context_;
    const ast::Table& table_;
    Table& made_;
};

}  // namespace

void check_keys(Context& context) {
    for (std::size_t at = 0; at < context.file.tables.size(); ++at)
        KeyCheck(context, context.file.tables[at], context.schema.tables[at]).run();
}

}  // namespace varve::compiler
