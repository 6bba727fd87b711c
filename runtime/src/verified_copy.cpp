#include "runtime/src/verified_copy.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

#include "runtime/src/connection_setup.hpp"
#include "runtime/src/disk_need.hpp"
#include "runtime/src/page_copy.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

ConnectionOptions options_of_copy(const Connection& from, const NewFile& file) {
    ConnectionOptions options = from.options();
    options.path = file.part();
    options.read_only = false;
    return options;
}

/// A copy has the journal mode of what it was made of; a write-ahead log would be files beside it.
void make_one_file(const Connection& copy) {
    ConnectionOptions options = copy.options();
    options.journal_mode = JournalMode::rollback;
    set_journal_mode(copy.native_handle(), options);
}

RowCounts count_original(sqlite3* db, const std::string& original) {
    try {
        return count_all_rows(db);
    } catch (const Error& error) {
        if ((error.sqlite_code() & 0xff) != SQLITE_CORRUPT) throw;
        throw Damaged(original,
                      fmt::format("its rows cannot be counted ({})", sqlite3_errstr(SQLITE_CORRUPT)));
    }
}

}  // namespace

std::string newest_id(sqlite3* db) {
    constexpr std::string_view tried = "cannot read the ledger";
    const char* there =
        "SELECT count(*) FROM main.sqlite_schema WHERE name = 'varve_revisions' AND type = 'table'";
    if (query_integer(db, there, tried) == 0) return "none";
    std::string id;
    try {
        id = query_text(db, "SELECT id FROM main.varve_revisions ORDER BY seq DESC LIMIT 1", tried);
    } catch (const Error& not_a_ledger) {
        return "unknown";
    }
    if (id.empty()) return "base";
    const bool plain = id.size() <= 12 && std::all_of(id.begin(), id.end(), [](char c) {
                           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                       });
    return plain ? id : "unknown";
}

Damaged::Damaged(const std::string& database, const std::string& how)
    : Error(ErrorCode::io,
            fmt::format("`{}` is damaged: {}; `.recover` of the sqlite3 shell saves what can be saved",
                        database, how)) {}

void require_sound(sqlite3* db, const std::string& original) {
    if (const std::string damage = find_damage(db); !damage.empty())
        throw Damaged(original, fmt::format("quick_check says `{}`", damage));
}

void copy_into(const Connection& from, const std::string& original, const NewFile& file, Onlooker& onlooker) {
    const Connection copy = Connection::open(options_of_copy(from, file));
    copy_pages(from.native_handle(), copy.native_handle(), from.busy_deadline_ms(),
               fmt::format("cannot copy `{}`", original), onlooker);
    make_one_file(copy);
}

RowCounts copy_verified(const Connection& from, const std::string& original, const NewFile& file,
                        Onlooker& onlooker) {
    const StoppableSql reading(from.native_handle(), onlooker);
    const RowCounts counts = count_original(from.native_handle(), original);
    copy_into(from, original, file, onlooker);
    // Another connection, so that what is looked at is what was written.
    ConnectionOptions options = options_of_copy(from, file);
    options.read_only = true;
    const Connection copy = Connection::open(options);
    const StoppableSql comparing(copy.native_handle(), onlooker);
    require_sound(copy.native_handle(), original);
    if (const std::string difference = find_difference(counts, count_all_rows(copy.native_handle()));
        !difference.empty())
        throw Error(ErrorCode::io, fmt::format("the copy of `{}` is not like it: {}", original, difference));
    return counts;
}

}  // namespace varve::detail
