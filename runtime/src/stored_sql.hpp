#pragma once

#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3;

namespace varve::detail {

/// Why SQL that came out of a database file may not do what SQLite's authorizer asks about, or "": it may
/// change tables, indexes, views, triggers and rows of that file, and nothing else. Functions are judged
/// elsewhere.
std::string why_not_stored(int action, const std::string& first, const std::string& second,
                           const std::string& database);

/// What is added to SQLite's words where SQL out of a file asked for what an application registers; else "".
std::string_view stored_registration_hint(std::string_view message) noexcept;

/// What SQL out of a file may use while this lives, measured by the file: steps of SQLite's machine, the size
/// of a value, pages. So that a way back which never ends, or fills the disk, is stopped. As before at its
/// end.
class StoredSqlBudget {
public:
    explicit StoredSqlBudget(sqlite3* db);
    ~StoredSqlBudget();
    StoredSqlBudget(const StoredSqlBudget&) = delete;
    StoredSqlBudget& operator=(const StoredSqlBudget&) = delete;

    /// Which of it was spent, when SQL failed with this code: "it had not ended after …"; "" for neither.
    std::string what_was_spent(int sqlite_code) const;

private:
    static int count(void* self);

    sqlite3* db_;
    std::int64_t most_pages_ = 0;
    std::int64_t pages_before_ = 0;
    std::int64_t steps_left_ = 0;
    std::int64_t most_steps_ = 0;
    int length_before_ = 0;
    int pattern_before_ = 0;
};

}  // namespace varve::detail
