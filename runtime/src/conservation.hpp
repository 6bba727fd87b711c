#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/src/authorizer.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"
#include "runtime/src/held_keys.hpp"

struct sqlite3;

namespace varve::detail {

/// A name as a directive writes it: what is read there is copied from here.
std::string in_directive(const std::string& name);

/// Throws StepFailure: "<what>, and nothing declares it: add `--@ lose …` if that is meant".
[[noreturn]] void fail_undeclared(const std::string& what, const std::string& table,
                                  const std::string& column = {});

/// Holds a step to promise 4: nothing is lost that it does not declare. Counts a table before the first
/// statement that may take rows from it; throws StepFailure when a column is dropped undeclared, and at the
/// end when rows are fewer.
class Conservation {
public:
    Conservation(sqlite3* db, std::vector<Loss> declared);

    /// Before a statement runs, by its tokens, with what it does and touches.
    void before(const std::vector<std::string_view>& texts, const std::optional<Alteration>& alteration,
                const Touches& touches);

    /// Before a table is dropped to be rebuilt: its rows are compared by the rebuild itself.
    void before_rebuild(const TableFacts& table);

    /// After the last statement. Puts a mark of AUTOINCREMENT back that went with a table which was made
    /// anew.
    void check();

    /// Whether the step found a table of that name.
    bool stood(std::string_view table) const;

    bool may_lose(std::string_view table, std::string_view column = {}) const;

private:
    struct Counted {
        std::string name;  ///< as first met, for messages
        std::string then;  ///< before the step, folded: a table that was renamed away may be made anew
        std::int64_t rows = 0;
        bool dropped = false;
        std::vector<ColumnFacts> columns;
        std::string
            rowids;  ///< of a table that is dropped and whose rowids no column holds, as a sum; else ""
    };

    void list_standing() const;
    void follow(const Alteration& alteration);
    void count(const std::string& folded, bool dropped);
    void count_keys(const Touches& touches);
    void remember_marks();
    void check_keys() const;
    void check_marks();
    void check_rowids(const Counted& before, const TableFacts& after, std::int64_t rows) const;
    void check_table(const std::string& now, const Counted& before) const;
    void check_columns(const Counted& before, const TableFacts& after) const;
    bool was_read(const std::string& table, const std::string& column) const;

    sqlite3* db_;
    std::vector<Loss> declared_;
    mutable std::map<std::string, std::string>
        standing_;                            ///< tables that the step found: name now → then, folded
    mutable bool listed_ = false;             ///< many a step has no need of them
    std::map<std::string, Counted> counted_;  ///< by the name it has now, folded
    std::set<std::pair<std::string, std::string>> read_;
    HeldKeys keys_;
    std::optional<std::map<std::string, std::int64_t>> marks_;  ///< before the step, once they are in danger
    bool marks_written_ = false;                                ///< by the step's own SQL
};

}  // namespace varve::detail
