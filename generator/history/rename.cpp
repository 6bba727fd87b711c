#include "generator/history/rename.hpp"

#include "generator/sqlite/render.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

using detail::SqlToken;
using detail::SqlTokenKind;

std::string lookup(const NameMap& names, const std::string& name) {
    for (const auto& [before, after] : names)
        if (same_name(before, name)) return after;
    return name;
}

class WordRenamer {
public:
    WordRenamer(const SqlText& sql, const NameMap& columns) : sql_(sql), columns_(columns) {}

    SqlText run() {
        const std::vector<SqlToken> tokens = detail::sql_tokens(sql_);
        SqlText out;
        std::size_t copied = 0;
        for (std::size_t i = 0; i != tokens.size(); ++i) {
            if (!is_column(tokens, i)) continue;
            const std::string name = detail::unquote(text(tokens[i]));
            const std::string after = lookup(columns_, name);
            if (after == name) continue;
            out += sql_.substr(copied, tokens[i].begin - copied) + sqlite::quote(after);
            copied = tokens[i].end;
        }
        return out + sql_.substr(copied);
    }

private:
    std::string_view text(const SqlToken& token) const {
        return std::string_view(sql_).substr(token.begin, token.end - token.begin);
    }

    bool is_column(const std::vector<SqlToken>& tokens, std::size_t i) const {
        const SqlToken& token = tokens[i];
        if (token.kind != SqlTokenKind::quoted && token.kind != SqlTokenKind::word) return false;
        if (token.kind == SqlTokenKind::word && detail::is_sql_keyword(text(token))) return false;
        if (i + 1 != tokens.size() && text(tokens[i + 1]) == "(") return false;
        return i == 0 ||
               (!same_name(text(tokens[i - 1]), "COLLATE") && !same_name(text(tokens[i - 1]), "AS"));
    }

    const SqlText& sql_;
    const NameMap& columns_;
};

void rename_all(std::vector<std::string>& names, const NameMap& map) {
    for (std::string& name : names)
        name = lookup(map, name);
}

void rename_terms(std::vector<KeyTerm>& terms, const NameMap& map) {
    for (KeyTerm& term : terms) {
        if (!term.column.empty()) term.column = lookup(map, term.column);
        term.expression = rename_words(term.expression, map);
    }
}

void rename_columns(Table& table, const NameMap& map) {
    for (Column& column : table.columns) {
        column.name = lookup(map, column.name);
        for (Check& check : column.checks)
            check.sql = rename_words(check.sql, map);
        if (column.generated) column.generated->sql = rename_words(column.generated->sql, map);
    }
    if (table.primary_key) rename_terms(table.primary_key->terms, map);
    for (Unique& unique : table.uniques) {
        rename_all(unique.columns, map);
        rename_terms(unique.terms, map);
    }
    for (Check& check : table.checks)
        check.sql = rename_words(check.sql, map);
    for (Index& index : table.indexes) {
        rename_terms(index.terms, map);
        index.where = rename_words(index.where, map);
    }
    for (ForeignKey& key : table.foreign_keys)
        rename_all(key.columns, map);
}

const NameMap& columns_of(const Renames& renames, const std::string& table) {
    static const NameMap none;
    for (const auto& [name, map] : renames.columns)
        if (same_name(name, table)) return map;
    return none;
}

}  // namespace

std::string Renames::table(const std::string& before) const {
    return lookup(tables, before);
}

std::string Renames::column(const std::string& table_before, const std::string& before) const {
    return lookup(columns_of(*this, table_before), before);
}

Renames renames_of(const Matching& matching) {
    Renames renames;
    for (const TableMatch& table : matching.tables) {
        if (table.before->name != table.after->name) renames.tables[table.before->name] = table.after->name;
        for (const ColumnMatch& column : table.columns)
            if (column.before->name != column.after->name)
                renames.columns[table.before->name][column.before->name] = column.after->name;
    }
    return renames;
}

SqlText rename_words(const SqlText& sql, const NameMap& columns) {
    return columns.empty() ? sql : WordRenamer(sql, columns).run();
}

Table renamed(const Table& before, const Renames& renames) {
    Table table = before;
    rename_columns(table, columns_of(renames, before.name));
    for (ForeignKey& key : table.foreign_keys) {
        rename_all(key.references, columns_of(renames, key.table));
        key.table = renames.table(key.table);
    }
    table.name = renames.table(before.name);
    return table;
}

}  // namespace varve::compiler
