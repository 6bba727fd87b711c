#include "tests/introspect/database_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "runtime/src/catalog.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/structure.hpp"

namespace varve::compiler::testing {

namespace {

constexpr std::string_view tried = "cannot look at the database";

using Row = std::vector<std::string>;

std::vector<Row> rows_of(sqlite3* db, std::string_view sql, const std::string& argument, int columns) {
    std::vector<Row> rows;
    detail::Statement statement(db, sql, tried);
    if (!argument.empty()) statement.bind(1, argument);
    while (statement.step()) {
        Row& row = rows.emplace_back();
        for (int i = 0; i != columns; ++i)
            row.push_back(statement.is_null(i) ? "NULL" : statement.text(i));
    }
    return rows;
}

/// SQLite takes the quotes off the first word of a type only, and keeps comments.
std::string plain(std::string type) {
    std::erase_if(type, [](char c) { return std::string_view("[]`\"'").find(c) != std::string_view::npos; });
    return detail::normalise_fragment(type);
}

class Picture {
public:
    Picture(sqlite3* db, const std::set<std::string>& but) : db_(db), but_(but) {}

    std::vector<std::string> take() {
        const auto tables =
            rows_of(db_,
                    "SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main' "
                    "AND type <> 'shadow' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'",
                    "", 4);
        for (const Row& table : tables)
            if (!but_.contains(table[0])) add_table(table);
        for (const detail::StructureObject& object : detail::read_structure(db_).objects)
            if (!but_.contains(object.name))
                add("{} {} on {}: {}", object.type, object.name, object.table, object.sql);
        std::sort(facts_.begin(), facts_.end());
        return std::move(facts_);
    }

private:
    template <typename... Arguments>
    void add(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
        facts_.push_back(fmt::format(text, std::forward<Arguments>(arguments)...));
    }

    void add_table(const Row& table) {
        add("{} {}, without rowid {}, strict {}", table[1], table[0], table[2], table[3]);
        const auto columns = rows_of(db_,
                                     "SELECT cid, name, type, \"notnull\", dflt_value, pk, hidden FROM "
                                     "pragma_table_xinfo(?)",
                                     table[0], 7);
        for (const Row& column : columns)
            add("column {}.{} {}: type {}, not null {}, default {}, key {}, hidden {}", table[0], column[0],
                column[1], plain(column[2]), column[3], detail::normalise_structure(column[4]), column[5],
                column[6]);
        add_references(table[0]);
        add_indexes(table[0]);
    }

    void add_references(const std::string& table) {
        std::map<std::string, std::string> keys;
        for (const Row& key :
             rows_of(db_,
                     "SELECT id, \"table\", on_update, on_delete, \"match\", \"from\", \"to\" FROM "
                     "pragma_foreign_key_list(?) ORDER BY id, seq",
                     table, 7)) {
            std::string& text = keys[key[0]];
            if (text.empty())
                text = fmt::format("-> {}, update {}, delete {}, match {}", key[1], key[2], key[3], key[4]);
            text += fmt::format(", {} = {}", key[5], key[6]);
        }
        for (const auto& [id, text] : keys)
            add("reference {} {}", table, detail::fold(text));
    }

    void add_indexes(const std::string& table) {
        for (const Row& index :
             rows_of(db_, "SELECT name, \"unique\", origin, partial FROM pragma_index_list(?)", table, 4)) {
            std::string terms;
            for (const Row& term :
                 rows_of(db_, "SELECT name, desc, coll, key FROM pragma_index_xinfo(?) ORDER BY seqno",
                         index[0], 4))
                terms += fmt::format(" ({})", fmt::join(term, " "));
            const bool automatic = index[0].starts_with("sqlite_autoindex_");
            add("index of {}: {}, unique {}, origin {}, partial {},{}", table, automatic ? "-" : index[0],
                index[1], index[2], index[3], terms);
        }
    }

    sqlite3* db_;
    const std::set<std::string>& but_;
    std::vector<std::string> facts_;
};

}  // namespace

std::vector<std::string> picture_of(sqlite3* db, const std::set<std::string>& but) {
    return Picture(db, but).take();
}

std::vector<std::string> difference(const std::vector<std::string>& first,
                                    const std::vector<std::string>& second) {
    std::vector<std::string> lines;
    const auto collect = [&](const auto& from, const auto& without, const char* sign) {
        std::vector<std::string> only;
        std::set_difference(from.begin(), from.end(), without.begin(), without.end(),
                            std::back_inserter(only));
        for (const std::string& fact : only)
            lines.push_back(sign + fact);
    };
    collect(first, second, "- ");
    collect(second, first, "+ ");
    return lines;
}

}  // namespace varve::compiler::testing
