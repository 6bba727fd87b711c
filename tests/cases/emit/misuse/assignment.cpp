// error: `=` assigns: compare with `==`
#include <studio/schema.hpp>

using studio::users;

void work(const studio::Snapshot& s) {
    (void)s.users.where(users.is_active = true);
}
