#include <studio/schema.hpp>

using studio::users;

void work(studio::Database& db) {
    db.write([](studio::Transaction& tx) { tx.users.insert({.email = "a@x"}); });
    db.read([](const studio::Snapshot& s) { (void)s.users.where(users.id == 1 && users.is_active == true).first(); });
}
