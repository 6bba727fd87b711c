#pragma once

#include <string>
#include <vector>

#include "tests/runtime/chain_maker.hpp"

inline const char* const users =
    "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE);";
inline const char* const users_phone =
    "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, phone TEXT);";

/// Three revisions: a table, a column, and a data step that leaves the structure alone.
inline void fill(ChainMaker& maker) {
    maker.add({"initial", users, users, "--@ lose users\nDROP TABLE users", varve::Grade::loses, "users"});
    maker.add({"add_phone", "ALTER TABLE users ADD COLUMN phone TEXT", users_phone,
               "--@ lose users.phone\nALTER TABLE users DROP COLUMN phone", varve::Grade::loses,
               "users.phone"});
    maker.add({"lower_emails", "UPDATE users SET email = lower(email)", users_phone, "SELECT 1",
               varve::Grade::exact, ""});
}

inline std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}
