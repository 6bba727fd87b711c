// error: `app::Uid` needs a `varve::codec` whose Storage is `varve::BlobView`: <varve/codec.hpp> says how
#define UID_TYPE                             \
    struct Uid {                             \
        explicit Uid(int) {}                 \
    };
#include <unsound/schema.hpp>
