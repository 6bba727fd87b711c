#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>

namespace varve::compiler {

/// A database file of unknown origin, opened to be read: never written, nothing that its schema says is run
/// or trusted, no extension is loaded. Where no process has it open no file appears beside it. Every failure
/// throws FileError that says what the file is and what to do.
class UntrustedDatabase {
public:
    explicit UntrustedDatabase(const std::filesystem::path& path);

    sqlite3* handle() const { return db_.get(); }

    /// False when another process has written to it since it was opened and what was read may be torn. It is
    /// then read anew: reopen() waits for the others as every reader does.
    bool undisturbed() const;
    void reopen();

private:
    struct Close {
        void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
    };

    void open(bool immutable);

    std::filesystem::path path_;
    bool immutable_ = false;
    std::filesystem::file_time_type written_;
    std::uintmax_t size_ = 0;
    std::unique_ptr<sqlite3, Close> db_;
};

}  // namespace varve::compiler
