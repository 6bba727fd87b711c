#include "runtime/src/open_failure.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "runtime/src/disk_need.hpp"
#include "runtime/src/file_access.hpp"
#include "runtime/src/sqlite_error.hpp"

namespace varve::detail {

namespace {

namespace fs = std::filesystem;

constexpr const char* as_owner = "run this as the user whose it is, or give others the right with `chmod`";

bool exists(const std::string& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

bool holds_bytes(const std::string& path) {
    std::error_code none;
    const std::uintmax_t size = fs::file_size(path, none);
    return !none && size != 0;
}

std::string lacking_way(const std::string& path) {
    const fs::path shut = shut_directory(path);
    if (shut.empty()) return "";
    return fmt::format("the directory `{}` cannot be searched: {}; {}", shut.string(),
                       words_of_system(EACCES), as_owner);
}

/// Nobody may write to a read-only file system.
std::string ways_out(int error, std::string_view with) {
    const std::string copy = fmt::format("copy the file{} to a directory that can be written", with);
    return error == EROFS ? copy : fmt::format("{}, or {}", as_owner, copy);
}

class Failure {
public:
    Failure(int code, const ConnectionOptions& options)
        : code_(code), options_(options), path_(options.path), directory_(directory_of(options.path)) {}

    /// Each throws where it is the cause.
    void explain() const {
        std::error_code ignored;
        if (fs::is_directory(path_, ignored)) fail(ErrorCode::io, "it is a directory");
        const int code = code_ & 0xff;
        if (code == SQLITE_IOERR) return explain_full();
        if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY) return;
        if (const std::string lacks = lacking_right(path_); !lacks.empty()) fail(ErrorCode::io, lacks);
        if (!exists(path_)) return explain_missing();
        explain_log();
    }

private:
    /// The index of a log is 32 KiB at least; SQLite says `disk I/O error` where there is no room for it.
    void explain_full() const {
        const std::optional<std::int64_t> free = free_bytes(directory_.string());
        if (!free || *free >= 0x10000) return;
        fail(
            ErrorCode::io,
            "the disk is full, and SQLite needs room beside the file (`-shm`, `-wal`, `-journal`); make room "
            "and try again");
    }

    void explain_missing() const {
        std::error_code ignored;
        if (options_.read_only || !options_.create) fail(ErrorCode::io, "there is no such file");
        if (fs::is_symlink(path_, ignored))
            fail(ErrorCode::io, fmt::format("it is a link to `{}`, where no file can be made",
                                            fs::read_symlink(path_, ignored).string()));
        if (!fs::is_directory(directory_, ignored))
            fail(ErrorCode::io, fmt::format("there is no directory `{}`", directory_.string()));
        if (can_write(directory_)) return;
        fail(ErrorCode::read_only,
             fmt::format("the directory `{}` cannot be written, and SQLite keeps its journal there",
                         directory_.string()));
    }

    /// A log beside it that must be made, or taken in, before anything can be read.
    void explain_log() const {
        const int error = refusal_of(directory_, Right::write);
        const int file_error = refusal_of(path_, Right::write);
        if (holds_bytes(path_ + "-journal") && (error != 0 || file_error != 0))
            fail(
                ErrorCode::read_only,
                fmt::format("it was not closed cleanly, and what `{}-journal` holds must be rolled back "
                            "before it can "
                            "be read, for which {} must be writable; {}",
                            path_, error != 0 ? fmt::format("the directory `{}`", directory_.string()) : "it",
                            ways_out(error != 0 ? error : file_error, " with its `-journal`")));
        if (error == 0) return;
        fail(ErrorCode::read_only,
             fmt::format(
                 "it is in WAL mode, and to read it SQLite makes `{}-shm` beside it, but the directory `{}` "
                 "cannot be written: {}; {}",
                 path_, directory_.string(), words_of_system(error),
                 ways_out(error, holds_bytes(path_ + "-wal") ? " with its `-wal`" : "")));
    }

    [[noreturn]] void fail(ErrorCode kind, const std::string& cause) const {
        throw Error(kind, fmt::format("cannot open `{}`: {}", path_, cause), code_);
    }

    int code_;
    const ConnectionOptions& options_;
    const std::string& path_;
    fs::path directory_;
};

bool is_of_this_process(int error) {
    return error == EMFILE || error == ENFILE || error == ENOMEM;
}

}  // namespace

void throw_cannot_open(sqlite3* db, int code, const ConnectionOptions& options) {
    const int error = db == nullptr ? 0 : sqlite3_system_errno(db);
    const std::string tried = fmt::format("cannot open `{}`", options.path);
    if ((code & 0xff) == SQLITE_CANTOPEN && is_of_this_process(error))
        throw Error(ErrorCode::io, fmt::format("{}: {}", tried, words_of_system(error)), code);
    Failure(code, options).explain();
    throw_sqlite(db, code, tried);
}

void throw_cannot_write(const std::string& path) {
    const int error = refusal_of(path, Right::write);
    const std::string cause = error == 0        ? "SQLite opened it for reading alone"
                              : error == EACCES ? fmt::format("{}; {}", words_of_system(error), as_owner)
                                                : words_of_system(error);
    throw Error(ErrorCode::read_only, fmt::format("cannot open `{}` for writing: {}", path, cause),
                SQLITE_READONLY);
}

std::string lacking_right(const std::string& path) {
    for (const char* tail : {"", "-wal", "-shm", "-journal"}) {
        const std::string file = path + tail;
        const int error = exists(file) ? refusal_of(file, Right::read) : 0;
        if (error == 0) continue;
        const std::string which = file == path ? "it" : fmt::format("`{}`", file);
        return fmt::format("{} cannot be read: {}; {}", which, words_of_system(error), as_owner);
    }
    return lacking_way(path);
}

void require_way_to(const std::string& path) {
    if (const std::string lacks = lacking_way(path); !lacks.empty())
        throw Error(ErrorCode::io, fmt::format("cannot open `{}`: {}", path, lacks));
}

void refuse_left_over(const std::string& path) {
    for (const char* tail : {"-wal", "-journal"})
        // The log first: who makes the database meanwhile makes that before its log.
        if (holds_bytes(path + tail) && !exists(path))
            throw Error(
                ErrorCode::refused,
                fmt::format("`{}{}` stands there without its database, and SQLite would take it for the new "
                            "one's: move it away first; nothing was changed",
                            path, tail));
}

}  // namespace varve::detail
