// error: `app::Uid` needs a `varve::codec` whose Storage is `varve::BlobView`: <varve/codec.hpp> says how
#define UID_CODEC
#include <unsound/schema.cpp>

void work(unsound::Transaction& tx) {
    tx.users.insert({.id = app::Uid{}, .second = app::Uid{}});
    (void)tx.users.where(unsound::users.id == app::Uid{}).count();
}
