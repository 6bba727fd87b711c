// error: nickname
#include <studio/schema.hpp>

using studio::users;

void work(const studio::Snapshot& s) {
    (void)s.users.where(users.nickname == "ada");
}
