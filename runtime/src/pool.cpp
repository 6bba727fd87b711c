#include "runtime/src/pool.hpp"

#include <chrono>
#include <utility>

#include <varve/error.hpp>

#include "runtime/src/opening.hpp"
#include "runtime/src/readers.hpp"
#include "runtime/src/refusals.hpp"
#include "runtime/src/standing.hpp"
#include "runtime/src/superseded.hpp"

namespace varve::detail {
namespace {

ConnectionOptions connection_options(const DatabaseOptions& options) {
    ConnectionOptions connection;
    connection.path = options.path;
    connection.read_only = options.read_only;
    connection.create = options.create;
    connection.journal_mode = options.journal_mode;
    connection.synchronous = options.synchronous;
    connection.busy_deadline_ms = options.busy_deadline_ms;
    connection.key = options.key;
    connection.configure = options.configure;
    connection.configure_context = options.configure_context;
    return connection;
}

MigrateOptions migrate_options(const DatabaseOptions& options) {
    MigrateOptions migrate;
    migrate.behind = options.behind;
    migrate.busy_deadline_ms = options.busy_deadline_ms;
    migrate.progress = options.progress;
    migrate.progress_context = options.progress_context;
    migrate.backup = options.backup;
    migrate.keep_backups = options.keep_backups;
    migrate.watch = options.watch;
    migrate.cancel = options.cancel;
    migrate.take_back = options.take_back;
    return migrate;
}

/// "" at the head; where a newer program left it for older ones to read, why nothing is written.
std::string refuse_unless_readable(Connection& connection, const Chain& chain) {
    Position position = inspect(connection, chain);
    if (position.standing == Standing::at_head) return {};
    if (position.readable) {
        const std::vector<std::string> missing = missing_for_readers(connection, chain);
        if (missing.empty()) return refuse_writing(connection.path(), position);
        throw MigrationError(refuse_reading(connection.path(), missing), std::move(position));
    }
    std::string message =
        position.reason.empty()
            ? "the database is not at this program's revision and is open read-only: open it "
              "writable once, or run `upgrade`"
            : position.reason;
    throw MigrationError(message, std::move(position));
}

/// A newer database that lets older programs read is opened for that alone: `options` and `why_not_write` say
/// so.
Connection open_at_head(DatabaseOptions& options, const Chain& chain, std::string& why_not_write) {
    MigrateResult ignored;
    try {
        if (!options.read_only)
            return open_upgraded(connection_options(options), chain, migrate_options(options), {}, ignored);
    } catch (const MigrationError& refusal) {
        if (!refusal.position().readable) throw;
        options.read_only = true;
    }
    Connection connection = Connection::open(connection_options(options));
    why_not_write = refuse_unless_readable(connection, chain);
    return connection;
}

}  // namespace

Pool::Pool(const DatabaseOptions& options, const Chain& chain, SlotTexts texts) {
    auto state = std::make_unique<State>();
    state->options = options;
    state->chain = &chain;
    state->texts = texts;
    state->writer =
        std::make_unique<OpenSession>(open_at_head(state->options, chain, state->why_not_write), texts);
    state_ = state.release();
}

Pool::~Pool() {
    delete state_;
}

Connection& Pool::writer_connection() noexcept {
    return state_->writer->connection();
}

bool Pool::read_only() const noexcept {
    return state_->options.read_only;
}

Session& Pool::lease_writer() {
    if (!state_->why_not_write.empty()) throw Error(ErrorCode::read_only, state_->why_not_write);
    return lease_first();
}

Session& Pool::lease_first() {
    State& state = *state_;
    std::unique_lock lock(state.mutex);
    if (state.writing && state.writing_thread == std::this_thread::get_id())
        throw Error(
            ErrorCode::misuse,
            "a transaction is begun inside a write of the same thread: use that one, which reads too");
    const auto deadline = std::chrono::milliseconds(state.options.busy_deadline_ms);
    if (!state.given_back.wait_for(lock, deadline, [&] { return !state.writing; }))
        throw Error(ErrorCode::busy, "another thread has been writing for longer than the busy deadline");
    state.writing = true;
    state.writing_thread = std::this_thread::get_id();
    return *state.writer;
}

Session& Pool::lease_reader() {
    State& state = *state_;
    if (state.shares_writer()) return lease_first();
    std::unique_lock lock(state.mutex);
    const auto available = [&] {
        return !state.idle.empty() || state.readers.size() + state.opening < state.options.readers;
    };
    const auto deadline = std::chrono::milliseconds(state.options.busy_deadline_ms);
    if (!available() && !state.given_back.wait_for(lock, deadline, available))
        throw Error(ErrorCode::busy,
                    "all readers have been in use for longer than the busy deadline: open the database with "
                    "more `readers`");
    if (!state.idle.empty()) {
        OpenSession* const reader = state.idle.back();
        state.idle.pop_back();
        return *reader;
    }
    return state.open_reader(lock);
}

OpenSession& Pool::State::open_reader(std::unique_lock<std::mutex>& lock) {
    ++opening;
    lock.unlock();
    std::unique_ptr<OpenSession> reader;
    try {
        ConnectionOptions connection = connection_options(options);
        connection.create = false;
        reader = std::make_unique<OpenSession>(Connection::open(connection), texts);
        reader->connection().execute("PRAGMA query_only = 1");
    } catch (...) {
        lock.lock();
        --opening;
        given_back.notify_one();
        throw;
    }
    lock.lock();
    --opening;
    idle.reserve(readers.size() + 1);  // so that giving back cannot fail
    return *readers.emplace_back(std::move(reader));
}

void Pool::refuse_if_superseded(Session& session) const {
    detail::refuse_if_superseded(open_session(session).connection(), *state_->chain);
}

void Pool::give_back(Session& session) noexcept {
    State& state = *state_;
    {
        const std::lock_guard lock(state.mutex);
        if (&session == state.writer.get())
            state.writing = false;
        else
            state.idle.push_back(&open_session(session));
    }
    state.given_back.notify_all();
}

}  // namespace varve::detail
