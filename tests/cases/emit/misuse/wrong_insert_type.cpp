// error: this value does not fit the column's type
#include <studio/schema.hpp>

void work(studio::Transaction& tx) {
    tx.users.insert({.email = 7});
}
