// error: a required column of this `New` was given no value
#include <studio/schema.hpp>

void work(studio::Transaction& tx) {
    tx.users.insert({.password = "secret"});
}
