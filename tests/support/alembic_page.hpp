#pragma once

#include <fstream>
#include <string>
#include <type_traits>
#include <vector>

#include "tests/support/catch.hpp"

namespace varve::tests {

/// A row of a table of docs/alembic.md. Where Alembic has nothing of the kind, it goes by what varve has.
struct PageRow {
    std::string alembic;
    std::string varve;
    std::string words;

    const std::string& key() const { return alembic == "–" ? varve : alembic; }
    bool has_counterpart() const { return varve != "–"; }
};

/// What stands between the pipes of a line.
inline std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    for (std::size_t at = 1, end; (end = line.find('|', at)) != std::string::npos; at = end + 1) {
        const std::size_t first = line.find_first_not_of(' ', at);
        const std::size_t last = line.find_last_not_of(' ', end - 1);
        cells.push_back(first >= end ? "" : line.substr(first, last + 1 - first));
    }
    return cells;
}

/// The rows of the table below a heading, without its head.
inline std::vector<PageRow> rows_below(const char* page, const std::string& heading) {
    std::ifstream lines(page);
    std::vector<PageRow> rows;
    bool wanted = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("## ")) wanted = line == "## " + heading;
        if (!wanted || !line.starts_with("| ") || line.starts_with("| Alembic |")) continue;
        const std::vector<std::string> cells = cells_of(line);
        INFO(line);
        REQUIRE(cells.size() == 3);
        rows.push_back({cells[0], cells[1], cells[2]});
    }
    REQUIRE_FALSE(rows.empty());
    return rows;
}

/// Runs the commands that a row speaks of, and asserts what they do.
template <class Host>
struct RowCase {
    std::string row;
    void (*run)(const Host& host);
};

/// A row with a counterpart has a case, one without says why, and there is no case without its row.
template <class Host>
void check_rows(const std::vector<PageRow>& rows, const std::vector<RowCase<Host>>& cases) {
    for (const PageRow& row : rows) {
        INFO(row.key());
        bool run = false;
        for (const RowCase<Host>& each : cases)
            run = run || each.row == row.key();
        CHECK(run == row.has_counterpart());
        CHECK((row.has_counterpart() || !row.words.empty()));
    }
    for (const RowCase<Host>& each : cases) {
        INFO("no row " << each.row);
        bool stands = false;
        for (const PageRow& row : rows)
            stands = stands || row.key() == each.row;
        CHECK(stands);
    }
}

template <class Host>
void run_rows(const std::type_identity_t<Host>& host, const std::vector<RowCase<Host>>& cases) {
    for (const RowCase<Host>& each : cases) {
        INFO(each.row);
        each.run(host);
    }
}

}  // namespace varve::tests
