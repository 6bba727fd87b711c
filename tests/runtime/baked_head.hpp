#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>

#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"

/// A maker's chain with a head that is baked: its objects as a replay leaves them, and the rows as a test
/// writes them.
class BakedHead {
public:
    BakedHead(const ChainMaker& maker, std::string_view rows) : chain_(maker.chain()), rows_(rows) {
        rows_ += "\n";
        varve::Connection memory =
            varve::Connection::open({.path = ":memory:", .configure = maker.configure});
        varve::upgrade(memory, chain_);
        for (const char* types : {"'table'", "'index', 'view'", "'trigger'"})
            add_objects(memory.native_handle(), types);
        pieces_[0] = {structure_.data(), structure_.size()};
        pieces_[1] = {rows_.data(), rows_.size()};
        chain_.structure = {&pieces_[0], 1};
        chain_.fresh = {&pieces_[1], 1};
    }
    BakedHead(const BakedHead&) = delete;
    BakedHead& operator=(const BakedHead&) = delete;

    const varve::Chain& chain() const { return chain_; }
    varve::Chain& chain() { return chain_; }

private:
    void add_objects(sqlite3* db, const std::string& types) {
        const std::string sql =
            "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN (" +
            types +
            ") AND name NOT LIKE 'varve\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY "
            "rowid";
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr);
        while (sqlite3_step(statement) == SQLITE_ROW) {
            varve::detail::Structure one;
            const auto text = [&](int at) {
                return std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, at)));
            };
            one.objects.push_back({text(0), text(1), text(2), text(3)});
            structure_ += varve::detail::to_text(one);
        }
        sqlite3_finalize(statement);
    }

    varve::Chain chain_;
    std::string structure_;
    std::string rows_;
    varve::Piece pieces_[2];
};
