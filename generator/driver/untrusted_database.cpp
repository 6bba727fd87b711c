#include "generator/driver/untrusted_database.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "generator/driver/files.hpp"
#include "runtime/src/open_failure.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

fs::path beside(const fs::path& path, std::string_view suffix) {
    return path.string() + std::string(suffix);
}

bool holds_bytes(const fs::path& path) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    return !error && size > 0;
}

/// What a process that writes keeps beside the file, or one that was killed left there.
bool has_companions(const fs::path& path) {
    return fs::exists(beside(path, "-shm")) || holds_bytes(beside(path, "-wal")) ||
           holds_bytes(beside(path, "-journal"));
}

/// `path` as a URI, so that nothing in it is taken for an option.
std::string uri_of(const fs::path& path, bool immutable) {
    std::string uri = "file:";
    for (const char c : fs::absolute(path).string()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("/._-").find(c) != std::string_view::npos;
        uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return uri + (immutable ? "?immutable=1" : "");
}

std::string reason_of(const fs::path& path, int code, const char* message) {
    switch (code & 0xff) {
        case SQLITE_NOTADB:
            return "it is no SQLite database, or an encrypted one";
        case SQLITE_CORRUPT:
            return fmt::format("the database is damaged ({}); `sqlite3 {} .recover` saves what can be saved",
                               message, path.string());
        case SQLITE_BUSY:
            return "another process keeps it locked";
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
            if (!has_companions(path)) break;
            return "it was not closed cleanly, and its log beside it cannot be taken in from here: copy the "
                   "file "
                   "with its `-wal` or `-journal` to a directory that can be written";
        default:
            break;
    }
    return message;
}

[[noreturn]] void fail(const fs::path& path, const std::string& reason) {
    throw FileError(fmt::format("cannot read {}: {}", path.string(), reason));
}

void harden(sqlite3* db) {
    sqlite3_busy_timeout(db, 5000);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0, nullptr);
    sqlite3_exec(db, "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA query_only=ON", nullptr, nullptr,
                 nullptr);
}

/// SQLite 3.38 to 3.40 take their own JSON functions for unsafe and call a schema that uses them malformed.
/// It is trusted then: reading it runs none of its functions.
int read_schema(sqlite3* db) {
    constexpr const char* begin = "BEGIN; SELECT count(*) FROM sqlite_schema";
    const int code = sqlite3_exec(db, begin, nullptr, nullptr, nullptr);
    if (code == SQLITE_OK ||
        std::string_view(sqlite3_errmsg(db)).find("unsafe use of json") == std::string_view::npos)
        return code;
    sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, nullptr);
    return sqlite3_exec(db, begin, nullptr, nullptr, nullptr);
}

}  // namespace

UntrustedDatabase::UntrustedDatabase(const fs::path& path) : path_(path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (const std::string lacks = detail::lacking_right(path.string()); !lacks.empty()) fail(path, lacks);
    if (!fs::exists(status)) fail(path, "there is no such file");
    if (fs::is_directory(status)) fail(path, "it is a directory");
    if (!fs::is_regular_file(status)) fail(path, "it is no regular file");
    open(!has_companions(path));
}

void UntrustedDatabase::open(bool immutable) {
    immutable_ = immutable;
    std::error_code ignored;
    written_ = fs::last_write_time(path_, ignored);
    size_ = fs::file_size(path_, ignored);
    sqlite3* db = nullptr;
    int code = sqlite3_open_v2(uri_of(path_, immutable).c_str(), &db,
                               SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE, nullptr);
    db_.reset(db);
    if (code == SQLITE_OK) {
        harden(db);
        code = read_schema(db);
    }
    if (code != SQLITE_OK) fail(path_, reason_of(path_, code, sqlite3_errmsg(db)));
}

bool UntrustedDatabase::undisturbed() const {
    std::error_code ignored;
    return !immutable_ || (!has_companions(path_) && fs::last_write_time(path_, ignored) == written_ &&
                           fs::file_size(path_, ignored) == size_);
}

void UntrustedDatabase::reopen() {
    open(false);
}

}  // namespace varve::compiler
