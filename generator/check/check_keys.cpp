#include <fmt/format.h>

#include <algorithm>

#include "generator/check/context.hpp"
#include "generator/model/rowid_alias.hpp"
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
            this->unique(unique);
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
        if (column.unique)
            made_.uniques.push_back(
                {{}, {column.name.text}, column.unique->span, {}, column.unique->conflict.text});
        if (!column.primary_key) return;
        const ast::ColumnKey& written = *column.primary_key;
        KeyTerm term;
        term.column = column.name.text;
        term.descending = written.descending;
        add_primary_key({{term},
                         written.autoincrement.has_value(),
                         true,
                         written.span,
                         written.name.text,
                         written.conflict.text});
        if (!column.broken) check_autoincrement(written.autoincrement);
    }

    void check_autoincrement(const ast::Mark& mark) {
        if (!mark || !made_.primary_key) return;
        const Column* alias = rowid_alias(context_.schema, made_);
        if (alias != nullptr && storage_kind(context_.schema, alias->type) == TypeKind::int64) return;
        std::string names;
        for (const KeyTerm& term : made_.primary_key->terms)
            names += (names.empty() ? "" : ", ") + term.column;
        context_.sink.error(DiagnosticKind::autoincrement_misplaced, *mark,
                            fmt::format("`{}` cannot be autoincrement", names), {},
                            "only a primary key of type `int64` in a table with rowid can");
    }

    /// Written as an item the key of one column means what it means behind the column. One that says no more
    /// than its NOT NULL column stays where frozen chains have it.
    bool stands_on_column(const PrimaryKey& key) const {
        const KeyTerm& first = key.terms.front();
        if (key.terms.size() != 1 || first.descending || !first.collate.empty()) return false;
        const Column* column = find_column(made_, first.column);
        const bool speaks = !key.name.empty() || !key.conflict.empty() || key.autoincrement;
        return speaks || column == nullptr || column->nullable || says_more(*column);
    }

    static bool says_more(const Column& column) {
        return column.not_null && (!column.not_null->name.empty() || !column.not_null->conflict.empty());
    }

    void primary_key(const ast::PrimaryKey& key) {
        PrimaryKey made;
        made.span = key.span;
        made.name = key.name.text;
        made.conflict = key.conflict.text;
        made.autoincrement = key.autoincrement.has_value();
        made.terms = columns_only(key.terms, "a primary key is made of columns");
        made.on_column = stands_on_column(made);
        if (!add_primary_key(std::move(made))) return;
        check_autoincrement(key.autoincrement);
        const Column* alias = rowid_alias(context_.schema, made_);
        if (alias != nullptr && !alias->nullable) say_not_null(alias->name);
    }

    /// Only behind its column `primary key` leaves out the NOT NULL of a rowid alias.
    void say_not_null(const std::string& name) {
        for (Column& column : made_.columns)
            if (column.name == name && !column.not_null) column.not_null = NotNull{};
    }

    bool add_primary_key(PrimaryKey key) {
        if (made_.primary_key) {
            context_.sink.error(DiagnosticKind::second_primary_key, key.span,
                                fmt::format("table `{}` has two primary keys", made_.name),
                                {{made_.primary_key->span, "the first is here"}},
                                "a key of several columns is written `primary key (a, b)`");
            return false;
        }
        made_.primary_key = std::move(key);
        return true;
    }

    void unique(const ast::Unique& unique) {
        Unique made{{unique.name.text, static_cast<bool>(unique.name)}, {}, unique.span, {}, {}};
        made.conflict = unique.conflict.text;
        std::vector<KeyTerm> terms = columns_only(unique.terms, "a unique constraint is made of columns");
        for (const KeyTerm& term : terms)
            made.columns.push_back(term.column);
        const bool plain = std::all_of(terms.begin(), terms.end(), [](const KeyTerm& term) {
            return term.collate.empty() && !term.descending;
        });
        if (!plain) made.terms = std::move(terms);
        made_.uniques.push_back(std::move(made));
    }

    void index(const ast::Index& index) {
        Index made;
        made.name = {index.name.text, static_cast<bool>(index.name)};
        made.terms = terms(index.terms, true);
        made.unique = index.unique;
        if (index.where) made.where = sql_text(*index.where), made.where_span = index.where->span;
        if (index.was) made.was = Hint{index.was->name.text, index.was->clause};
        made.span = index.span;
        made_.indexes.push_back(std::move(made));
    }

    std::vector<KeyTerm> columns_only(const std::vector<ast::Term>& list, std::string_view message) {
        for (const ast::Term& term : list)
            if (term.expression)
                context_.sink.error(DiagnosticKind::unexpected_token, term.span, std::string(message));
        return terms(list);
    }

    /// In a key a column may stand twice where its collation differs; in an index it is needless and no more.
    std::vector<KeyTerm> terms(const std::vector<ast::Term>& list, bool index = false) {
        std::vector<KeyTerm> made;
        Declared declared(context_.sink, "column", "stands here");
        for (const ast::Term& term : list) {
            if (!term.expression) check_column_exists(context_, table_, term.column);
            if (!index && !term.expression && !term.collate) declared.add(term.column);
            KeyTerm fresh{term.column.text, "", term.collate.text, term.descending, {}};
            if (term.expression)
                fresh.expression = sql_text(*term.expression), fresh.sql_span = term.expression->span;
            made.push_back(std::move(fresh));
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
