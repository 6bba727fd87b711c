#pragma once

#include <string>

#include <varve/backup.hpp>
#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/temp_dir.hpp"

/// A database at its second revision with one row, a backup of it, and another row written since.
class RestorePlace {
public:
    explicit RestorePlace(varve::JournalMode mode = varve::JournalMode::wal) {
        fill(maker);
        varve::Connection db = varve::Connection::open({.path = file(), .journal_mode = mode});
        upgrade(db, maker.chain(2));
        db.execute("INSERT INTO users(email) VALUES ('ada')");
        backup = make_backup(db, {.path = dir.file("old.backup")}).path;
        db.execute("INSERT INTO users(email) VALUES ('bob')");
    }

    std::string file() const { return dir.file("a.db"); }
    varve::ConnectionOptions options() const {
        varve::ConnectionOptions options;
        options.path = file();
        options.busy_deadline_ms = 200;
        return options;
    }
    varve::RestoreReport restore(const varve::RestoreOptions& how = {}) const {
        return varve::restore_backup(options(), backup, maker.chain(), how);
    }
    static std::string emails(const std::string& file) {
        varve::Connection db =
            varve::Connection::open({.path = file, .journal_mode = varve::JournalMode::keep});
        return rows_of(db, "SELECT email FROM users");
    }

    TempDir dir;
    ChainMaker maker;
    std::string backup;
};
