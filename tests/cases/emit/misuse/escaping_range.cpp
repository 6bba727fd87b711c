// error: a row or a range does not outlive its transaction
#include <studio/schema.hpp>

void work(studio::Database& db) {
    db.read([](const studio::Snapshot& s) { return s.users.all(); });
}
