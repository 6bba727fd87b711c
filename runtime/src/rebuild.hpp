#pragma once

#include <string>

#include "runtime/src/conservation.hpp"

struct sqlite3;

namespace varve::detail {

/// One `--@ rebuild t` … `--@ end`. Between the two the revision makes and fills `varve_new_t`; then this
/// puts it in t's place and t's indexes, triggers and AUTOINCREMENT mark back. Throws StepFailure naming what
/// cannot be kept.
class Rebuild {
public:
    /// At `rebuild`: the table must stand, and the name of the new one be free.
    Rebuild(sqlite3* db, const std::string& table, const Conservation& conservation);

    /// At `end`. Foreign keys are off: dropping the old table must not reach its children.
    void finish(Conservation& conservation);

    const std::string& table() const { return old_.name; }

private:
    struct Kept {
        std::string type;
        std::string name;
        std::string sql;
    };

    std::vector<Kept> standing_objects() const;
    void check_rows(const Conservation& conservation, const TableFacts& made) const;
    void check_keys(const Conservation& conservation, const TableFacts& made) const;
    bool stands_elsewhere(const std::string& column, const TableFacts& made) const;
    void check_rowids(const Conservation& conservation, const TableFacts& made) const;
    void put_in_place(const TableFacts& made) const;
    void put_back(const std::vector<Kept>& kept) const;
    void restore_mark(std::int64_t mark) const;
    void forget_mark_of_no_rows() const;

    sqlite3* db_;
    TableFacts old_;
};

}  // namespace varve::detail
