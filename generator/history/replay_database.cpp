#include "generator/history/replay_database.hpp"

#include <sqlite3.h>

#include <string_view>

#include "runtime/include/varve/error.hpp"
#include "runtime/include/varve/migrate.hpp"

namespace varve::compiler {
namespace {

Connection in_memory() {
    ConnectionOptions options;
    options.path = ":memory:";
    return Connection::open(options);
}

/// The migrator's message begins with what was tried; the reasons follow, each on a line of its own.
std::string reason_of(std::string_view message) {
    const std::size_t first = message.find('\n');
    std::string_view left = first == std::string_view::npos ? message : message.substr(first + 1);
    std::string reason;
    while (!left.empty()) {
        const std::string_view line = left.substr(0, left.find('\n'));
        left.remove_prefix(line.size() == left.size() ? line.size() : line.size() + 1);
        const std::size_t begin = line.find_first_not_of(' ');
        if (begin == std::string_view::npos) continue;
        if (!reason.empty()) reason += reason.back() == ':' ? " " : "; ";
        reason += line.substr(begin);
    }
    return reason;
}

template <class Step>
std::optional<std::string> attempt(Step step) {
    try {
        step();
        return std::nullopt;
    } catch (const Error& error) {
        return reason_of(error.what());
    }
}

}  // namespace

ReplayDatabase::ReplayDatabase() : connection_(in_memory()) {}

ReplayDatabase ReplayDatabase::copy() const {
    ReplayDatabase twin;
    sqlite3_backup* backup = sqlite3_backup_init(twin.handle(), "main", handle(), "main");
    if (backup == nullptr) throw Error(ErrorCode::sqlite, sqlite3_errmsg(twin.handle()));
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK)
        throw Error(ErrorCode::sqlite, sqlite3_errmsg(twin.handle()));
    return twin;
}

void ReplayDatabase::stand_before(const ReplayStep& step) {
    connection_.execute("DROP TABLE IF EXISTS varve_revisions; DROP TABLE IF EXISTS varve_log");
    if (!step.before().empty()) stamp(connection_, step.chain(), step.before());
}

std::optional<std::string> ReplayDatabase::up(const ReplayStep& step) {
    return attempt([&] { upgrade(connection_, step.chain()); });
}

std::optional<std::string> ReplayDatabase::down(const ReplayStep& step) {
    MigrateOptions options;
    options.allow_loss = true;
    return attempt([&] { downgrade(connection_, step.chain(), step.before(), options); });
}

std::optional<std::string> ReplayDatabase::up(const Chain& chain) {
    return attempt([&] { upgrade(connection_, chain); });
}

void ReplayDatabase::execute(const std::string& sql) {
    connection_.execute("BEGIN");
    try {
        connection_.execute(sql);
        connection_.execute("COMMIT");
    } catch (const Error&) {
        if (sqlite3_get_autocommit(handle()) == 0)
            sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
        throw;
    }
}

}  // namespace varve::compiler
