// error: a row or a range does not outlive its transaction
#include <unsound/schema.hpp>

void work(unsound::Database& db) {
    (void)db.read([](const unsound::Snapshot& s) { return s.users.data(app::Uid{}); });
}
