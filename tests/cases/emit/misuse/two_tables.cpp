// error: the two conditions are on different tables
#include <studio/schema.hpp>

using studio::users;

void work(const studio::Snapshot& s) {
    (void)s.users.where(users.id == 1 && studio::posts.id == 1);
}
