#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <varve/timestamp.hpp>
#include <varve/uuid.hpp>
#include <varve/value.hpp>

struct sqlite3;
struct sqlite3_stmt;

/// What generated code and the templates behind it stand on: statements that are prepared once a connection
/// and found again by a constant. Nothing here is meant to be called by hand.
namespace varve::detail {

struct Session;

/// One prepared statement. A slot that is in use when it is asked for again gets a spare behind it.
struct Prepared {
    sqlite3_stmt* handle = nullptr;
    Session* session = nullptr;
    Prepared* spare = nullptr;
    bool ready = false;  ///< prepared, and nobody is stepping it
};

/// One connection's statements, as far as generated code sees them. The numbered slots are the schema's own
/// operations; conditions and patches are found by the address of their constant text.
struct Session {
    sqlite3* handle = nullptr;
    Prepared* slots = nullptr;
    int live = 0;  ///< statements in use: rows and ranges that are still alive
};

/// The texts of a schema's numbered slots.
struct SlotTexts {
    const std::string_view* texts = nullptr;
    unsigned count = 0;
};

/// The fixed parts of a table's statements that conditions are appended to.
struct Heads {
    std::string_view select;  ///< `SELECT "id", "email" FROM "users"`
    std::string_view count;   ///< `SELECT count(*) FROM "users"`
    std::string_view erase;   ///< `DELETE FROM "users"`
};

/// What stands behind a head; its address is the statement's name.
struct Tail {
    std::string_view Heads::*head;
    const char* text;
    std::size_t size;
};

Prepared& use_slowly(Session& session, unsigned slot);
/// Each `list_mark` in a tail stands for the parameters of a list; `lists` holds the size class of each, 4
/// bits apiece, the first list in the highest.
inline constexpr char list_mark = '\x01';
Prepared& use(Session& session, const Heads& heads, const Tail& tail, std::uint64_t lists);

/// How many parameters a size class has: none, then powers of two. The last value is bound again for those
/// left over.
constexpr std::size_t list_parameters(unsigned size_class) {
    return size_class == 0 ? 0 : std::size_t{1} << (size_class - 1);
}
unsigned list_class(std::size_t values);  ///< throws Error(misuse) when there are more than 16,384

/// Gives the statement back; it keeps its place and may be used again.
void give_back(Prepared& statement) noexcept;

/// Bind the parameter `at` (from 1). Texts and blobs are not copied: they must live until the statement is
/// released.
void bind_value(Prepared& statement, int at, std::int64_t value);
void bind_value(Prepared& statement, int at, double value);
void bind_value(Prepared& statement, int at, std::string_view text);
void bind_value(Prepared& statement, int at, BlobView blob);
void bind_value(Prepared& statement, int at, const Uuid& uuid);
void bind_value(Prepared& statement, int at, Timestamp timestamp);
void bind_value(Prepared& statement, int at, const ValueView& value);

/// Runs a statement that gives one integer, or that changes rows (then: how many), and releases it.
std::int64_t run_for_integer(Prepared& statement);
std::int64_t run_for_changes(Prepared& statement);

/// Release the statement and throw.
[[noreturn]] void fail(Prepared& statement);
[[noreturn]] void fail_bind(Prepared& statement, int code);
[[noreturn]] void fail_value(Prepared& statement, int column);

}  // namespace varve::detail
