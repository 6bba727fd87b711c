#pragma once

#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace varve::detail {

/// One prepared statement of the migrator's own housekeeping: owns it, finalises it at its end. Throws Error
/// with the words of `tried` ("cannot read the ledger"). Positions are SQLite's: binds from 1, columns from
/// 0.
class Statement {
public:
    Statement(sqlite3* db, std::string_view sql, std::string_view tried);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    void bind(int at, std::string_view text);
    void bind(int at, std::int64_t value);
    void bind_null(int at);
    void bind_kept(int at, std::string_view text);  ///< not copied: it must live until the statement was run

    bool step();  ///< true: a row stands ready
    void run();   ///< steps to the end
    void reset();

    std::int64_t integer(int column) const;
    std::string text(int column) const;  ///< "" for NULL
    bool is_null(int column) const;

    sqlite3_stmt* handle() const { return statement_; }

private:
    sqlite3* db_;
    sqlite3_stmt* statement_ = nullptr;
    std::string tried_;
};

/// The first column of the first row; 0 or "" when there is none.
std::int64_t query_integer(sqlite3* db, std::string_view sql, std::string_view tried);
std::string query_text(sqlite3* db, std::string_view sql, std::string_view tried);

/// Runs one statement to its end.
void run_statement(sqlite3* db, std::string_view sql, std::string_view tried);

/// A name in double quotes, inner ones doubled.
std::string quote_name(std::string_view name);

}  // namespace varve::detail
