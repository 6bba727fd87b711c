#pragma once

#include <string>

#include "tests/runtime/chain_maker.hpp"

/// The chain that the torture programs run: a table with children, a rebuild of it, a data step with an
/// index, an edit of its text with the rows that it fits.
inline void tell_story(ChainMaker& maker) {
    const std::string sessions =
        "CREATE TABLE sessions(id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id) ON "
        "DELETE CASCADE, "
        "token TEXT NOT NULL UNIQUE);";
    const std::string first =
        "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT UNIQUE, name TEXT);" + sessions +
        "CREATE INDEX by_name ON users(name);"
        "CREATE TRIGGER kept AFTER UPDATE OF name ON users BEGIN SELECT 1; END;";
    const std::string columns =
        "(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, name TEXT);";
    const std::string others = sessions +
                               "CREATE INDEX by_name ON users(name);"
                               "CREATE TRIGGER kept AFTER UPDATE OF name ON users BEGIN SELECT 1; END;";
    const std::string second = "CREATE TABLE users" + columns + others;
    const std::string loud =
        "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, name TEXT NOT "
        "NULL CHECK (name = upper(name)));";
    const std::string index = "CREATE INDEX by_token ON sessions(lower(token));";
    maker.add({"initial", first, first, ""});
    maker.add(
        {"email_required",
         "--@ rebuild users\nCREATE TABLE varve_new_users" + columns +
             "INSERT INTO varve_new_users(id, email, name) SELECT id, coalesce(email, ''), name FROM users;\n"
             "--@ end\n",
         second, ""});
    maker.add({"lower_tokens", "UPDATE sessions SET token = lower(token);" + index, second + index, ""});
    maker.add({"loud_names",
               "--@ edit users\nUPDATE users SET name = upper(name) WHERE name <> upper(name);\n" + loud +
                   "\n--@ end\n",
               loud + others + index, ""});
}

constexpr int story_length = 4;

/// SQL that fills users and sessions; `name` is how the names begin.
inline std::string story_rows_sql(int rows, const std::string& name) {
    const std::string count = std::to_string(rows);
    return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + count +
           ") INSERT INTO users(id, email, name) SELECT i * 3, 'user' || i || '@example.org', '" + name +
           " ' || (i "
           "* 7919 % " +
           count + ") FROM n;" +
           "INSERT INTO sessions(id, user_id, token) SELECT id, id, 'TOKEN' || id FROM users;" +
           "DELETE FROM users WHERE id = (SELECT max(id) FROM users);" +
           "DELETE FROM sessions WHERE user_id NOT IN (SELECT id FROM users);";
}

/// SQL that fills the first revision.
inline std::string fill_story(int rows) {
    return "BEGIN;" + story_rows_sql(rows, "Name") + "COMMIT";
}

/// The rows that a new database begins with where the head is baked.
inline std::string baked_story(int rows) {
    return story_rows_sql(rows, "NAME") + "UPDATE sessions SET token = lower(token);";
}

/// Every row as text; `applied` says which form the tokens and the names have.
inline std::string story_rows(int applied) {
    const std::string token = applied >= 3 ? "token" : "lower(token)";
    const std::string name = applied >= 4 ? "name" : "upper(name)";
    return "SELECT 'user', id, email, " + name + " FROM users UNION ALL SELECT 'session', id, user_id, " +
           token +
           " FROM sessions UNION ALL SELECT 'mark', seq, '', '' FROM sqlite_sequence WHERE name = 'users'";
}
