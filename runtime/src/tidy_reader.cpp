#include "runtime/src/tidy_reader.hpp"

#include <filesystem>
#include <system_error>

#include <varve/error.hpp>

#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

bool has_log(const std::string& path) {
    std::error_code none;
    const std::uintmax_t size = std::filesystem::file_size(path + "-wal", none);
    return !none && size != 0;
}

/// A connection that cannot write makes the files of the write-ahead log and cannot remove them.
bool leaves_log(const Connection& reader) {
    return query_text(reader.native_handle(), "PRAGMA main.journal_mode", "cannot read the journal mode") ==
           "wal";
}

}  // namespace

Connection open_tidy_reader(ConnectionOptions options) {
    options.read_only = true;
    options.create = false;
    const bool log_was_there = has_log(options.path);
    Connection reader = Connection::open(options);
    if (log_was_there || !leaves_log(reader)) return reader;
    options.read_only = false;
    options.journal_mode = JournalMode::keep;
    try {
        Connection tidy = Connection::open(options);
        tidy.execute("PRAGMA query_only=1");
        return tidy;
    } catch (const Error& cannot_be_written) {
        return reader;
    }
}

}  // namespace varve::detail
