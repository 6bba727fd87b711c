// error: this value does not fit the column's type
#include <studio/schema.hpp>

void work(studio::Transaction& tx) {
    tx.users.update(1, {.is_active = "yes"});
}
