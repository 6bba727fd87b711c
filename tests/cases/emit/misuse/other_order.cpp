// error: `order_by` takes columns of the query's own table
#include <studio/schema.hpp>

void work(const studio::Snapshot& s) {
    (void)s.users.all().order_by(studio::posts.id);
}
