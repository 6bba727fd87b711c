#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "tests/runtime/database_probe.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_maker.hpp"
#include "tests/support/law_seeds.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using Names = std::vector<std::string>;

/// The graph as somebody would draw it, and every question to it answered by trying all lines.
struct Drawing {
    Names names;
    std::map<std::string, Names> parents;

    /// All lines that end at `to`, oldest first; by the first parents first.
    std::vector<Names> lines_to(const std::string& to) const {
        if (to.empty()) return {{}};
        std::vector<Names> lines;
        for (const std::string& parent : above(to))
            for (Names line : lines_to(parent)) {
                line.push_back(to);
                lines.push_back(std::move(line));
            }
        return lines;
    }

    Names above(const std::string& name) const {
        const Names& own = parents.at(name);
        return own.empty() ? Names{""} : own;
    }

    bool leads(const std::string& from, const std::string& to) const {
        if (from.empty() || from == to) return true;
        for (const Names& line : lines_to(to))
            if (std::find(line.begin(), line.end(), from) != line.end()) return true;
        return false;
    }

    /// What follows `from` up to `to`: at each revision, from the newest on, the first parent that `from`
    /// leads to.
    Names way(const std::string& from, const std::string& to) const {
        if (from == to) return {};
        for (const std::string& parent : above(to)) {
            if (!leads(from, parent)) continue;
            Names way = this->way(from, parent);
            way.push_back(to);
            return way;
        }
        return {};
    }

    std::set<std::string> tables(const std::string& name) const {
        std::set<std::string> tables;
        for (const Names& line : lines_to(name))
            tables.insert(line.begin(), line.end());
        return tables;
    }
};

/// A line that branches and merges as it goes; at the end everything is merged.
Drawing random_drawing(std::mt19937& random) {
    Drawing drawing;
    Names heads;
    const auto any = [&](std::size_t count) {
        return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
    };
    const auto add = [&](Names above) {
        const std::string name = "r" + std::to_string(drawing.names.size() + 1);
        drawing.names.push_back(name);
        heads.erase(std::remove_if(heads.begin(), heads.end(),
                                   [&](const auto& head) {
                                       return std::find(above.begin(), above.end(), head) != above.end();
                                   }),
                    heads.end());
        drawing.parents[name] = std::move(above);
        heads.push_back(name);
    };
    add({});
    for (std::size_t left = 2 + any(7); left != 0; --left) {
        const std::size_t what = any(10);
        std::shuffle(heads.begin(), heads.end(), random);
        if (what < 4)
            add({drawing.names[any(drawing.names.size())]});
        else if (what < 7 && heads.size() > 1)
            add({heads.begin(), heads.begin() + 2 + static_cast<std::ptrdiff_t>(any(heads.size() - 1))});
        else
            add({heads.front()});
    }
    if (heads.size() > 1) add(Names(heads));
    return drawing;
}

/// What a database must hold: the revisions that it has lived through, and every row of every table.
class Model {
public:
    explicit Model(const Drawing& drawing) : drawing_(drawing) {}

    std::string at() const { return line_.empty() ? "" : line_.back(); }

    void go_up(const std::string& to) {
        for (const std::string& name : drawing_.way(at(), to))
            arrive(name);
    }

    void go_down(const std::string& to) {
        if (std::find(line_.begin(), line_.end(), to) == line_.end() && !to.empty()) return go_by_fork(to);
        while (at() != to)
            leave(line_.size() > 1 ? line_[line_.size() - 2] : "");
    }

    void write(const std::string& table, int id) { rows_[table][id] = "written"; }

    std::string line() const {
        std::string text;
        for (const std::string& name : line_)
            text += (text.empty() ? "" : " ") + name;
        return text;
    }

    const std::map<std::string, std::map<int, std::string>>& rows() const { return rows_; }

private:
    void arrive(const std::string& name) {
        const bool merge = drawing_.parents.at(name).size() > 1;
        for (const std::string& table : drawing_.tables(name))
            if (rows_.count(table) == 0) rows_[table] = {{1, name + (merge ? " from " + at() : "")}};
        line_.push_back(name);
    }

    void leave(const std::string& below) {
        std::erase_if(rows_, [&](const auto& each) { return drawing_.tables(below).count(each.first) == 0; });
        line_.pop_back();
    }

    /// Down to the lowest merge of the line that has another parent above the goal; over to that parent's
    /// line.
    void go_by_fork(const std::string& to) {
        std::size_t merge = 0;
        std::string parent;
        for (std::size_t i = line_.size(); i != 0; --i)
            for (const std::string& each : drawing_.parents.at(line_[i - 1]))
                if (drawing_.leads(to, each) && (merge != i || parent.empty())) {
                    merge = i;
                    parent = each;
                    break;
                }
        while (line_.size() > merge)
            leave(line_[line_.size() - 2]);
        leave(parent);
        while (!line_.empty() && !drawing_.leads(at(), to))
            line_.pop_back();
        for (const std::string& end : {to, parent})
            for (const std::string& name : drawing_.way(at(), end))
                line_.push_back(name);
        go_down(to);
    }

    const Drawing& drawing_;
    Names line_;
    std::map<std::string, std::map<int, std::string>> rows_;
};

class Trial {
public:
    Trial(const Drawing& drawing, const GraphMaker& graph)
        : drawing_(drawing),
          graph_(graph),
          model_(drawing),
          db_(varve::Connection::open({.path = ":memory:"})) {}

    void run(std::mt19937& random) {
        const auto any = [&](std::size_t count) {
            return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
        };
        for (int id = 2; id != 14; ++id) {
            const std::string goal = drawing_.names[any(drawing_.names.size())];
            if (any(2) == 0)
                up(goal);
            else
                down(any(4) == 0 ? "" : goal);
            compare();
            if (model_.rows().empty()) continue;
            auto table = model_.rows().begin();
            std::advance(table, static_cast<std::ptrdiff_t>(any(model_.rows().size())));
            db_.execute("INSERT INTO " + table->first + " VALUES (" + std::to_string(id) + ", 'written')");
            model_.write(table->first, id);
        }
        up(drawing_.names.back());
        compare();
        CHECK(varve::inspect(db_, graph_.chain()).standing == varve::Standing::at_head);
    }

private:
    void up(const std::string& goal) {
        const bool above = drawing_.leads(model_.at(), goal);
        const std::string told =
            message_of([&] { varve::upgrade(db_, graph_.chain(), {}, graph_.digest(goal)); });
        const bool apart = !above && !drawing_.leads(goal, model_.at());
        CHECK((told.find("is on another branch") != std::string::npos) == apart);
        CHECK(told.empty() == !apart);
        if (above) model_.go_up(goal);
    }

    void down(const std::string& goal) {
        const varve::MigrateOptions lossy{.allow_loss = true};
        const std::string told =
            message_of([&] { varve::downgrade(db_, graph_.chain(), graph_.digest(goal), lossy); });
        const bool below = drawing_.leads(goal, model_.at());
        INFO(told);
        CHECK(told.empty() == below);
        if (below) model_.go_down(goal);
    }

    void compare() {
        CHECK(rows_of(db_, "SELECT name FROM varve_revisions ORDER BY seq") ==
              (model_.line().empty() && !has_ledger() ? no_ledger : model_.line()));
        std::string tables;
        for (const auto& [table, rows] : model_.rows()) {
            tables += (tables.empty() ? "" : " ") + table;
            std::string text;
            for (const auto& [id, made] : rows)
                text += (text.empty() ? "" : " ") + std::to_string(id) + "|" + made;
            CHECK(rows_of(db_, "SELECT id, made FROM " + table + " ORDER BY id") == text);
        }
        CHECK(
            rows_of(db_,
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'varve%' ORDER BY "
                    "name") == tables);
        CHECK(varve::inspect(db_, graph_.chain()).reason.empty());
    }

    bool has_ledger() {
        return rows_of(db_, "SELECT count(*) FROM sqlite_schema WHERE name = 'varve_revisions'") == "1";
    }

    static inline const std::string no_ledger = "error: no such table: varve_revisions";
    const Drawing& drawing_;
    const GraphMaker& graph_;
    Model model_;
    varve::Connection db_;
};

}  // namespace

TEST_CASE("a database goes through a graph as trying all of its lines says") {
    for (std::uint32_t seed = 0; seed != varve::compiler::testing::law_seeds(20); ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const Drawing drawing = random_drawing(random);
        GraphMaker graph;
        std::string drawn;
        for (const std::string& name : drawing.names) {
            graph.add(name, drawing.parents.at(name));
            drawn += name + " <-";
            for (const std::string& parent : drawing.parents.at(name))
                drawn += " " + parent;
            drawn += "; ";
        }
        INFO(drawn);
        Trial(drawing, graph).run(random);
    }
}
