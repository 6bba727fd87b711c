#include "generator/history/plan_explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/history/plan_edit.hpp"

namespace varve::compiler {

namespace {

using Kind = Change::Kind;

constexpr const char* metadata = "metadata only: no row is read";
constexpr const char* scan = "scan: every row is read, none is written";
constexpr const char* scan_and_update = "scan: every row is read, those that change are written";
constexpr const char* rewrite = "rewrite: every row is written anew, indexes stay";
constexpr const char* copy =
    "rewrite: every row is copied and every index made anew; disk 1 × the table and its indexes besides";
constexpr const char* indexing = "scan: every row is read, the index is written";

bool is_index(const Change& change) {
    return change.kind == Kind::create_index || change.kind == Kind::drop_index ||
           change.kind == Kind::rename_index;
}

/// SQLite looks through the rows for a new column with a check, and writes them for one that goes.
std::string cost_of_alter(const TableMatch& match, const Choice& choice) {
    const bool drops =
        std::any_of(match.before->columns.begin(), match.before->columns.end(), [&](const Column& column) {
            return match.after_of(column) == nullptr && !(column.generated && !column.generated->stored);
        });
    if (drops) return rewrite;
    const bool checks =
        std::any_of(match.after->columns.begin(), match.after->columns.end(), [&](const Column& column) {
            return match.before_of(column) == nullptr && (!column.checks.empty() || column.generated);
        });
    const bool demands =
        std::any_of(choice.rules.begin(), choice.rules.end(), [](const std::string& statement) {
            return statement.find("\" ADD ") != std::string::npos ||
                   statement.find("\" SET NOT NULL") != std::string::npos;
        });
    return checks || demands ? scan : metadata;
}

std::string cost_of_edit(const Course& course, const TableMatch& match, const Choice& choice) {
    if (cost_of_alter(match, choice) == rewrite) return rewrite;
    const std::vector<RowChange> changes = row_changes(course, match);
    const bool all = std::any_of(changes.begin(), changes.end(),
                                 [](const RowChange& change) { return change.where.empty(); });
    return changes.empty() ? scan : all ? rewrite : scan_and_update;
}

class Explanation {
public:
    explicit Explanation(const Course& course) : course_(course), choices_(choose(course)) {}

    std::vector<Reason> run() {
        for (const Table& table : course_.after.tables)
            add(table);
        for (const Table* table : course_.matching.dropped)
            reasons_.push_back({table->name, lines_of(table->name), "drop", "", metadata, ""});
        return std::move(reasons_);
    }

private:
    void add(const Table& table) {
        const std::vector<TableMatch>& tables = course_.matching.tables;
        for (std::size_t i = 0; i != tables.size(); ++i)
            if (tables[i].after == &table) return add_kept(tables[i], choices_[i]);
        reasons_.push_back({table.name, lines_of(table.name), "create", "", metadata, ""});
    }

    void add_kept(const TableMatch& match, const Choice& choice) {
        std::vector<std::string> lines = lines_of(match.after->name);
        const bool renamed = match.before->name != match.after->name;
        const std::string& name = match.after->name;
        switch (choice.way) {
            case Way::rebuild:
                reasons_.push_back({name, lines, "rebuild", choice.why, copy, choice.cheaper});
                break;
            case Way::edit:
                reasons_.push_back(
                    {name, lines, "edit", choice.why, cost_of_edit(course_, match, choice), choice.cheaper});
                break;
            case Way::alter:
                reasons_.push_back({name, lines, "alter", choice.why, cost_of_alter(match, choice), ""});
                break;
            case Way::nothing:
                if (renamed)
                    reasons_.push_back({name, lines, "alter", "", metadata, ""});
                else if (speaks_of_indexes(name))
                    reasons_.push_back({name, lines, "indexes", "", indexing, ""});
        }
    }

    bool speaks_of_indexes(const std::string& table) const {
        return std::any_of(course_.changes.begin(), course_.changes.end(),
                           [&](const Change& change) { return change.table == table && is_index(change); });
    }

    std::vector<std::string> lines_of(const std::string& table) const {
        std::vector<std::string> lines;
        for (const Change& change : course_.changes) {
            if (change.table != table) continue;
            lines.push_back(describe(Changes{change}));
            lines.back().pop_back();
        }
        return lines;
    }

    const Course& course_;
    const std::vector<Choice> choices_;
    std::vector<Reason> reasons_;
};

struct Wording {
    const char* way;
    const char* words;
};

constexpr Wording wordings[] = {
    {"create", "create it"},   {"drop", "drop it"},
    {"alter", "ALTER TABLE"},  {"edit", "edit its text in place"},
    {"rebuild", "rebuild it"}, {"indexes", "drop and create indexes"},
};

std::string words_of(const std::string& way) {
    for (const Wording& wording : wordings)
        if (way == wording.way) return wording.words;
    return way;
}

}  // namespace

std::vector<Reason> explain(const Course& course) {
    return Explanation(course).run();
}

std::string describe(const std::vector<Reason>& reasons) {
    std::string text;
    for (const Reason& reason : reasons) {
        text += fmt::format("{}table {}: {}\n", text.empty() ? "" : "\n", reason.table, words_of(reason.way));
        for (const std::string& line : reason.changes)
            text += fmt::format("  {}\n", line);
        if (!reason.why.empty()) text += fmt::format("  why:     {}\n", reason.why);
        text += fmt::format("  cost:    {}\n", reason.cost);
        if (!reason.cheaper.empty()) text += fmt::format("  cheaper: {}\n", reason.cheaper);
    }
    return text;
}

}  // namespace varve::compiler
