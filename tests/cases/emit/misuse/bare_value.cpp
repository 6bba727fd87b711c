// error: `where` takes one condition
#include <studio/schema.hpp>

void work(const studio::Snapshot& s) {
    (void)s.users.where(true);
}
