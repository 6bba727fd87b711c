// error: a column is compared with a value of another type
#include <studio/schema.hpp>

using studio::users;

void work(const studio::Snapshot& s) {
    (void)s.users.where(users.is_active == "yes");
}
