#include "runtime/command_line/dump.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/command_line/offline_guard.hpp"
#include "runtime/src/ledger.hpp"
#include "runtime/src/marks.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {
namespace {

constexpr std::string_view tried = "cannot read the schema";

struct Object {
    std::string type;
    std::string name;
    std::string table;
    std::string sql;
};

bool is_ledger(std::string_view table) {
    return table == "varve_revisions" || table == "varve_log";
}

/// Views stay in the order in which they came, all else is sorted by table.
std::string_view place_of(const Object& object) {
    return object.type == "view" ? std::string_view() : std::string_view(object.table);
}

/// A comment at the end would swallow the semicolon.
std::string ended(const std::string& sql) {
    return sql + (sql.find("--") == std::string::npos ? ";\n" : "\n;\n");
}

class Dump {
public:
    Dump(sqlite3* db, const DumpSink& sink) : db_(db), sink_(sink), rows_(db, sink) { read_objects(); }

    void all() {
        begin("");
        schema(true);
        ended_by_settings();
    }

    void structure() {
        begin(", without its rows");
        schema(false);
        ended_by_settings();
    }

    void data() {
        begin(": rows alone, for a database at the same revision that holds none");
        stop_elsewhere();
        each("trigger", [&](const Object& trigger) {
            sink_(fmt::format("DROP TRIGGER {};\n", quote_name(trigger.name)));
        });
        rows();
        marks("name IN (" + names() + ")");
        virtual_rows();
        create("trigger");
        sink_("COMMIT;\n");
    }

    void rows() {
        for (const TableFacts& table : tables_)
            if (!table.is_virtual && !is_ledger(table.name)) rows_.table(table);
    }

    void virtual_rows() {
        for (const TableFacts& table : tables_)
            if (table.is_virtual) rows_.virtual_table(table);
    }

private:
    void read_objects() {
        Statement all(db_,
                      "SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL AND "
                      "name NOT LIKE "
                      "'sqlite~_%' ESCAPE '~' ORDER BY rowid",
                      tried);
        while (all.step())
            objects_.push_back({all.text(0), all.text(1), all.text(2), all.text(3)});
        for (const Object& object : objects_)
            if (object.type == "table")
                if (TableFacts table = read_table_facts(db_, object.name); !table.shadow)
                    tables_.push_back(std::move(table));
        const auto by_name = [](const TableFacts& a, const TableFacts& b) { return a.name < b.name; };
        std::sort(tables_.begin(), tables_.end(), by_name);
        std::stable_sort(objects_.begin(), objects_.end(),
                         [](const Object& a, const Object& b) { return place_of(a) < place_of(b); });
    }

    template <class Take>
    void each(std::string_view type, Take take) const {
        for (const Object& object : objects_)
            if (object.type == type) take(object);
    }

    void create(std::string_view type) const {
        each(type, [&](const Object& object) { sink_(ended(object.sql)); });
    }

    void begin(std::string_view what) const {
        sink_(fmt::format("-- a database of varve{}: sqlite3 app.db < this file\n;\n.bail on\n", what));
        sink_("PRAGMA foreign_keys = OFF;\n");
        const std::string encoding = query_text(db_, "PRAGMA main.encoding", tried);
        if (encoding != "UTF-8") sink_(fmt::format("PRAGMA encoding = '{}';\n", encoding));
        sink_("BEGIN IMMEDIATE;\n");
    }

    void schema(bool with_rows) {
        for (const TableFacts& table : tables_)
            sink_(ended(table.sql));
        for (const TableFacts& table : tables_)
            if (is_ledger(table.name)) rows_.table(table);
        if (with_rows) {
            rows();
            marks("TRUE");
        }
        create("index");
        create("view");
        if (with_rows) virtual_rows();
        create("trigger");
        if (with_rows) statistics();
    }

    /// The highest ids that tables with AUTOINCREMENT ever gave out.
    void marks(const std::string& which) const {
        const char* there = "SELECT count(*) FROM main.sqlite_schema WHERE name = 'sqlite_sequence'";
        if (query_integer(db_, there, tried) == 0) return;
        sink_(fmt::format("DELETE FROM sqlite_sequence WHERE {};\n", which));
        rows_.rows("sqlite_sequence", "name, seq", "WHERE " + which + " ORDER BY name, seq");
    }

    void statistics() const {
        const char* there = "SELECT count(*) FROM main.sqlite_schema WHERE name = 'sqlite_stat1'";
        if (query_integer(db_, there, tried) == 0) return;
        sink_("ANALYZE sqlite_schema;\nDELETE FROM sqlite_stat1;\n");
        rows_.rows("sqlite_stat1", "tbl, idx, stat", "ORDER BY tbl, idx");
    }

    void ended_by_settings() const {
        for (const char* pragma : {"user_version", "application_id"})
            if (const std::int64_t value = query_integer(db_, fmt::format("PRAGMA main.{}", pragma), tried);
                value != 0)
                sink_(fmt::format("PRAGMA {} = {};\n", pragma, value));
        sink_("COMMIT;\n");
    }

    std::string names() const {
        std::string list;
        for (const TableFacts& table : tables_)
            list += (list.empty() ? "" : ", ") + sql_text(table.name);
        return list.empty() ? "''" : list;
    }

    void stop_elsewhere() const {
        const auto is_revisions = [](const TableFacts& table) { return table.name == "varve_revisions"; };
        if (std::none_of(tables_.begin(), tables_.end(), is_revisions)) return;
        constexpr std::string_view head = "SELECT digest FROM main.varve_revisions ORDER BY seq DESC LIMIT 1";
        const std::string digest = query_text(db_, head, tried);
        sink_(guard(
            fmt::format("coalesce(({}), '') = {}", head, sql_text(digest)),
            fmt::format("these rows are of revision {}", digest.empty() ? "base" : digest.substr(0, 12))));
    }

    sqlite3* db_;
    const DumpSink& sink_;
    DumpRows rows_;
    std::vector<Object> objects_;
    std::vector<TableFacts> tables_;
};

}  // namespace

void dump(sqlite3* db, DumpContent content, const DumpSink& sink) {
    Dump dump(db, sink);
    if (content == DumpContent::all) return dump.all();
    if (content == DumpContent::schema) return dump.structure();
    dump.data();
}

void dump_rows(sqlite3* db, const DumpSink& sink) {
    Dump dump(db, sink);
    dump.rows();
    dump.virtual_rows();
}

}  // namespace varve::detail
