// error: `app::Uid` needs a `varve::codec` whose Storage is `varve::BlobView`: <varve/codec.hpp> says how
#define UID_CODEC                                                               \
    template <>                                                                 \
    struct varve::codec<app::Uid> {                                             \
        using Storage = varve::BlobView;                                        \
        static varve::BlobView encode(const app::Uid&) { return {}; }           \
        static app::Uid read(varve::BlobView) { return {}; }                    \
    };
#include <unsound/schema.cpp>

void work(unsound::Transaction& tx) {
    (void)tx.users.where(unsound::users.id == app::Uid{} || unsound::users.parent.in(app::Uid{})).count();
    (void)tx.users.find(app::Uid{});
}
