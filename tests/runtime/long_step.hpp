#pragma once

#include "tests/runtime/chain_maker.hpp"

/// A chain whose second revision rebuilds `notes`, taking some tens of microseconds a row.
inline void fill_with_long_step(ChainMaker& maker) {
    const std::string before = "CREATE TABLE notes(id INTEGER PRIMARY KEY, body TEXT);";
    const std::string after = "CREATE TABLE notes(id INTEGER PRIMARY KEY, body TEXT NOT NULL, size INTEGER);";
    const std::string down =
        "--@ rebuild notes\nCREATE TABLE varve_new_notes(id INTEGER PRIMARY KEY, body TEXT);\n"
        "INSERT INTO varve_new_notes(id, body) SELECT id, body FROM notes WHERE length(hex(zeroblob(50000))) "
        "> 0 "
        "AND id > length(hex(zeroblob(50000 + id))) - 200000;\n--@ end\n";
    maker.add({"initial", before, before, "--@ lose notes\nDROP TABLE notes", varve::Grade::loses, "notes"});
    maker.add({"sizes",
               "--@ rebuild notes\n"
               "CREATE TABLE varve_new_notes(id INTEGER PRIMARY KEY, body TEXT NOT NULL, size INTEGER);\n"
               "INSERT INTO varve_new_notes(id, body, size) SELECT id, body, length(hex(zeroblob(50000 + "
               "id))) FROM "
               "notes;\n--@ end\n",
               after, down, varve::Grade::loses, "notes.size"});
}

inline constexpr const char* long_step_rows =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000) "
    "INSERT INTO notes(id, body) SELECT i, 'note ' || i FROM n";
