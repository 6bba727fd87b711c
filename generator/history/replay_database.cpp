#include "generator/history/replay_database.hpp"

#include <sqlite3.h>

#include <memory>
#include <string_view>

#include "generator/history/step_budget.hpp"
#include "generator/sqlite/stand_ins.hpp"
#include "runtime/include/varve/error.hpp"
#include "runtime/include/varve/migrate.hpp"
#include "runtime/src/connection_setup.hpp"
#include "runtime/src/sqlite_error.hpp"

namespace varve::compiler {
namespace {

void register_required(void* required, sqlite3* db) {
    sqlite::register_stand_ins(db, *static_cast<const std::vector<Requirement>*>(required));
}

Connection in_memory(const std::vector<Requirement>& required) {
    ConnectionOptions options;
    options.path = ":memory:";
    options.configure = register_required;
    options.configure_context = const_cast<std::vector<Requirement>*>(&required);
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

/// The runtime speaks to applications; here the schema is to say what they register.
std::string with_our_way_out(std::string reason) {
    const std::string_view hint = detail::registration_hint(reason);
    const std::size_t at = hint.empty() ? std::string::npos : reason.find(hint);
    if (at == std::string::npos) return reason;
    return reason.replace(at, hint.size(),
                          "; `requires` in the schema declares what the application registers");
}

void copy_pages(sqlite3* from, sqlite3* to) {
    sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup == nullptr) throw Error(ErrorCode::sqlite, sqlite3_errmsg(to));
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK) throw Error(ErrorCode::sqlite, sqlite3_errmsg(to));
    detail::trust_search_tables(to);
}

template <class Step>
std::optional<std::string> attempt(sqlite3* db, Step step) {
    const StepBudget budget(db);
    try {
        step();
        return std::nullopt;
    } catch (const Error& error) {
        const std::string reason = reason_of(error.what());
        return budget.is_spent() ? StepBudget::words(reason) : with_our_way_out(reason);
    }
}

}  // namespace

ReplayDatabase::ReplayDatabase(const std::vector<Requirement>& required)
    : required_(&required), connection_(in_memory(required)) {}

ReplayDatabase ReplayDatabase::copy() const {
    ReplayDatabase twin(*required_);
    copy_pages(handle(), twin.handle());
    return twin;
}

std::string ReplayDatabase::image() const {
    sqlite3_int64 size = 0;
    const std::unique_ptr<unsigned char, void (*)(void*)> pages(sqlite3_serialize(handle(), "main", &size, 0),
                                                                sqlite3_free);
    if (pages == nullptr) return {};
    return {reinterpret_cast<const char*>(pages.get()), static_cast<std::size_t>(size)};
}

void ReplayDatabase::restore(const std::string& image) {
    if (image.empty()) return;
    sqlite3* raw = nullptr;
    const int opened =
        sqlite3_open_v2(":memory:", &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    const std::unique_ptr<sqlite3, int (*)(sqlite3*)> source(raw, sqlite3_close);
    const auto size = static_cast<sqlite3_int64>(image.size());
    // Read-only: the pages are neither written nor freed.
    auto* pages = reinterpret_cast<unsigned char*>(const_cast<char*>(image.data()));
    if (opened != SQLITE_OK ||
        sqlite3_deserialize(raw, "main", pages, size, size, SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
        throw Error(ErrorCode::sqlite, sqlite3_errmsg(raw));
    copy_pages(raw, handle());
}

void ReplayDatabase::stand_before(const ReplayStep& step) {
    connection_.execute("DROP TABLE IF EXISTS varve_revisions; DROP TABLE IF EXISTS varve_log");
    if (!step.before().empty()) stamp(connection_, step.chain(), step.before());
}

std::optional<std::string> ReplayDatabase::up(const ReplayStep& step) {
    return attempt(handle(), [&] { upgrade(connection_, step.chain()); });
}

std::optional<std::string> ReplayDatabase::down(const ReplayStep& step) {
    MigrateOptions options;
    options.allow_loss = true;
    return attempt(handle(), [&] { downgrade(connection_, step.chain(), step.before(), options); });
}

std::optional<std::string> ReplayDatabase::up(const Chain& chain) {
    return attempt(handle(), [&] { upgrade(connection_, chain); });
}

void ReplayDatabase::execute(const std::string& sql) {
    connection_.execute("BEGIN");
    const StepBudget budget(handle());
    try {
        connection_.execute(sql);
        connection_.execute("COMMIT");
    } catch (const Error& error) {
        if (sqlite3_get_autocommit(handle()) == 0)
            sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
        if (budget.is_spent()) throw Error(ErrorCode::sqlite, StepBudget::words(error.what()));
        throw;
    }
}

}  // namespace varve::compiler
