// error: nothing equals NULL in SQL: ask `is_null()`
#include <studio/schema.hpp>

using studio::users;

void work(const studio::Snapshot& s) {
    (void)s.users.where(users.password == std::nullopt);
}
