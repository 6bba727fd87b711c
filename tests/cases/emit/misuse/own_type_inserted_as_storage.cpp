// error: this value does not fit the column's type
#include <unsound/schema.hpp>

void work(unsound::Transaction& tx) {
    tx.users.insert({.id = varve::BlobView{}, .second = app::Uid{}});
}
