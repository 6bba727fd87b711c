#include "bench/large_chain.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace bench {
namespace {

struct Table {
    std::string name;
    std::vector<std::string> columns;
    std::vector<std::string> indexes;
};

class Author {
public:
    Author(int revisions, int tables)
        : revisions_(revisions),
          first_(std::max(1, tables / 10)),
          rhythm_(std::max(1, revisions * 6 / (10 * std::max(1, tables - first_)))),
          most_(static_cast<std::size_t>(tables)) {}

    std::vector<WrittenRevision> write() {
        for (int i = 0; i != first_; ++i)
            add_table();
        note("initial");
        for (step_ = 1; step_ != revisions_; ++step_)
            take_step();
        return std::move(written_);
    }

private:
    void take_step() {
        if (step_ % rhythm_ == rhythm_ / 2 && tables_.size() < most_) return note("add_" + add_table());
        if (step_ % 50 == 17) return note("reorder_" + swap_columns());
        if (step_ % 20 == 9) return note(change_views());
        if (step_ % 20 == 13) return note(change_triggers());
        if (step_ % 14 == 3) return write_rows();
        if (step_ % 3 == 1) return note("index_" + change_indexes());
        note("extend_" + add_column());
    }

    void note(std::string name, std::string up = {}) {
        written_.push_back({std::move(name), text(), std::move(up)});
    }

    Table& pick() {
        seed_ = seed_ * 6364136223846793005U + 1442695040888963407U;
        return tables_[static_cast<std::size_t>(seed_ >> 33) % tables_.size()];
    }

    std::string add_table() {
        const std::string name = "things_" + std::to_string(tables_.size());
        Table table{name, {"id int64 primary key", "name text(80) collate nocase"}, {}};
        if (!tables_.empty()) {
            table.columns.push_back("parent_id int64? -> " + pick().name + ".id on delete set null");
            table.indexes.push_back("index " + name + "_parent (parent_id)");
        }
        table.columns.push_back("created_at timestamp = 0");
        tables_.push_back(std::move(table));
        return name;
    }

    std::string add_column() {
        constexpr const char* types[] = {"int64?", "text? collate nocase", "int64 = 0", "bool = true",
                                         "real?",  "text(40) = 'none'",    "date?"};
        Table& table = pick();
        table.columns.push_back("c" + std::to_string(step_) + " " + types[step_ % 7]);
        return table.name;
    }

    /// The last column goes before the one before it: only a rebuild can do that.
    std::string swap_columns() {
        Table& table = pick();
        std::swap(table.columns.back(), table.columns[table.columns.size() - 2]);
        return table.name;
    }

    std::string change_indexes() {
        Table& table = pick();
        if (table.indexes.size() > 4) {
            table.indexes.erase(table.indexes.begin() + 1);
        } else {
            const std::string column = table.columns.back().substr(0, table.columns.back().find(' '));
            table.indexes.push_back("index i" + std::to_string(step_) + " (" + column + ", id desc)");
        }
        return table.name;
    }

    std::string change_views() {
        if (views_.size() > 11) {
            views_.erase(views_.begin());
            return "drop_view";
        }
        const std::string name = "v" + std::to_string(step_);
        const std::string other = pick().name;
        views_.push_back("view " + name + " = sql {\n  SELECT a.id, a.name, b.created_at FROM " +
                         pick().name + " AS a LEFT JOIN " + other + " AS b ON b.id = a.id\n}\n");
        return "view_" + name;
    }

    std::string change_triggers() {
        if (triggers_.size() > 11) {
            triggers_.erase(triggers_.begin());
            return "drop_trigger";
        }
        const std::string name = "t" + std::to_string(step_);
        const std::string table = pick().name;
        triggers_.push_back("trigger " + name + " after update of name on " + table +
                            " sql {\n  BEGIN UPDATE " + table +
                            " SET created_at = created_at + 1 WHERE id = new.id; END\n}\n");
        return "trigger_" + name;
    }

    void write_rows() {
        const std::string table = pick().name;
        const std::string id = std::to_string(step_);
        const bool inserts = step_ % 4 == 1;
        note("rows_of_" + table,
             inserts
                 ? "INSERT INTO \"" + table + "\" (\"id\", \"name\") VALUES (" + id + ", 'row " + id + "');\n"
                 : "UPDATE \"" + table + "\" SET \"name\" = \"name\" || '.' WHERE \"id\" % 2 = 0;\n");
    }

    std::string text() const {
        std::string out = "schema large {\n  edition 1\n  chain \"large.chain\"\n}\n";
        for (const Table& table : tables_) {
            out += "\ntable " + table.name + " {\n";
            for (const std::vector<std::string>* items : {&table.columns, &table.indexes})
                for (const std::string& item : *items)
                    out += "  " + item + "\n";
            out += "}\n";
        }
        for (const std::vector<std::string>* objects : {&views_, &triggers_})
            for (const std::string& object : *objects)
                out += "\n" + object;
        return out;
    }

    const int revisions_;
    const int first_;   ///< tables of the first revision
    const int rhythm_;  ///< steps from one new table to the next: all stand after six tenths of the chain
    const std::size_t most_;
    int step_ = 0;
    std::uint64_t seed_ = 1;
    std::vector<Table> tables_;
    std::vector<std::string> views_;
    std::vector<std::string> triggers_;
    std::vector<WrittenRevision> written_;
};

}  // namespace

std::vector<WrittenRevision> large_chain(int revisions, int tables) {
    return Author(revisions, tables).write();
}

}  // namespace bench
