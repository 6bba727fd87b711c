#pragma once

#include <string>

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/support/temp_dir.hpp"

/// A database at a first revision, filled, and a second revision to try on it.
class Trial {
public:
    Trial(const std::string& schema, const std::string& rows)
        : schema_(schema), db_(varve::Connection::open({.path = dir_.file("a.db")})) {
        maker_.add({"first", schema, schema, ""});
        varve::upgrade(db_, maker_.chain());
        db_.execute(rows);
    }

    /// Tries the step; the message of its refusal without its first line and indent, "" when it ran.
    std::string run(const std::string& up, const std::string& schema_after) {
        ChainMaker maker;
        maker.add({"first", schema_, schema_, ""});
        maker.add({"step", up, schema_after, ""});
        std::string message = message_of([&] { varve::upgrade(db_, maker.chain()); });
        std::string head = "`" + dir_.file("a.db") + "`: to apply revision 0002 `step` (" + maker.id(1) +
                           ") failed, and the database is as it was before:\n  ";
        return message.rfind(head, 0) == 0 ? message.substr(head.size()) : message;
    }

    /// As run(), and the structure stays as it was.
    std::string run(const std::string& up) { return run(up, schema_); }

    varve::Connection& db() { return db_; }
    std::string rows(const std::string& sql) { return rows_of(db_, sql); }
    std::string state() { return state_of(db_, "SELECT 1"); }
    std::string file() const { return dir_.file("a.db"); }

private:
    TempDir dir_;
    std::string schema_;
    ChainMaker maker_;
    varve::Connection db_;
};
