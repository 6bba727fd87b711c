#include "runtime/src/marks.hpp"

#include <algorithm>

#include "runtime/src/catalog.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot look at the marks of AUTOINCREMENT";

}  // namespace

std::map<std::string, std::int64_t> read_marks(sqlite3* db) {
    std::map<std::string, std::int64_t> marks;
    const char* there = "SELECT count(*) FROM main.sqlite_schema WHERE name = 'sqlite_sequence'";
    if (query_integer(db, there, tried) == 0) return marks;
    Statement each(db, "SELECT name, seq FROM main.sqlite_sequence WHERE seq IS NOT NULL", tried);
    while (each.step()) {
        std::int64_t& mark = marks.emplace(fold(each.text(0)), each.integer(1)).first->second;
        mark = std::max(mark, each.integer(1));
    }
    return marks;
}

void write_mark(sqlite3* db, const std::string& table, std::int64_t mark) {
    // The table of marks has no unique key: an update could meet two rows, or none.
    Statement remove(db, "DELETE FROM main.sqlite_sequence WHERE name = ?1", tried);
    remove.bind(1, table);
    remove.run();
    Statement insert(db, "INSERT INTO main.sqlite_sequence(name, seq) VALUES (?1, ?2)", tried);
    insert.bind(1, table);
    insert.bind(2, mark);
    insert.run();
}

}  // namespace varve::detail
