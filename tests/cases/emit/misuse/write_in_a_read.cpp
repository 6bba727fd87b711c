// error: insert
#include <studio/schema.hpp>

void work(studio::Database& db) {
    db.read([](const studio::Snapshot& s) { s.users.insert({.email = "a@x"}); });
}
