#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <varve/migrate.hpp>

#include "runtime/src/catalog.hpp"
#include "runtime/src/edit_guard.hpp"
#include "runtime/src/table_edit.hpp"

struct sqlite3;

namespace varve::detail {

/// One `--@ edit t` … `--@ end`. Between the two stand UPDATEs that fit t's rows for its new rules, and then
/// t's new CREATE TABLE, which this puts in the place of the old text: rows and indexes stay as they lie.
/// Throws StepFailure where the new text asks for more than new rules, MisfitFailure where rows do not fit.
class Edit {
public:
    /// At `edit`: the table must stand.
    Edit(sqlite3* db, const std::string& table);

    /// A statement between the two, before it runs: true for the CREATE TABLE, which is kept and not run.
    bool take(std::string_view statement);

    /// At `end`: no more updates; rows that do not fit are told of before anything is written; then the rest.
    void end_updates();
    void look_through() const;

    /// The statements of a rebuild where SQLite would read the table's indexes otherwise
    /// under the new text, as in a table that was written by hand: then nothing was changed.
    std::vector<std::string> finish();

    const std::string& table() const { return old_.name; }
    bool changes_references() const { return edit_.references; }

private:
    void check_text() const;
    void write(const std::string& text) const;
    void check() const;
    std::string layout() const;
    Offence offence(const EditRule& rule, std::int64_t count) const;

    sqlite3* db_;
    TableFacts old_;
    std::unique_ptr<QuietUpdates> quiet_;
    std::string key_;   ///< what a row is known by
    std::string text_;  ///< as SQLite keeps it
    TableEdit edit_;
};

/// What stands between `--@ rebuild` and `--@ end` to give the table the text of an edit.
std::vector<std::string> rebuild_statements(const TableFacts& table, const std::string& text);

}  // namespace varve::detail
