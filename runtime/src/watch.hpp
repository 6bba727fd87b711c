#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include <varve/migrate.hpp>

struct sqlite3;

namespace varve::detail {

/// Looks on while a connection migrates: tells whoever watches how far a long statement is, and stops it when
/// told to. Takes the connection's progress handler and update hook, which SQLite cannot give back, where
/// there is somebody to tell or to ask, and never else.
class Watch {
public:
    Watch(sqlite3* db, const MigrateOptions& options);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    /// A step begins; asks whether it should.
    void begin(std::string_view revision);

    /// All rows of a table are about to be written anew.
    void expect(const std::string& table);

    bool cancelled() const { return cancelled_; }

    /// Now, whatever the pace.
    void ask();

private:
    using Clock = std::chrono::steady_clock;

    static int pulse(void* self);
    static void count_row(void* self, int, const char* database, const char* table, std::int64_t rowid);
    void look(Clock::time_point now);
    void tell(Clock::time_point now) const;

    sqlite3* db_;
    const MigrateOptions& options_;
    std::string revision_;
    std::string table_;      ///< whose rows come by
    std::string expected_;   ///< the table whose rows are counted in `total_`
    std::int64_t rows_ = 0;  ///< of `table_`
    std::int64_t total_ = 0;
    Clock::time_point began_{};  ///< the step
    Clock::time_point first_{};  ///< the first row of `table_`
    Clock::time_point looked_{};
    bool cancelled_ = false;
};

}  // namespace varve::detail
