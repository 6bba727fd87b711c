// error: `where` takes a condition on columns of this table
#include <studio/schema.hpp>

void work(const studio::Snapshot& s) {
    (void)s.users.where(studio::posts.id == 1);
}
