// error: `app::Uid` needs a `varve::codec` whose Storage is `varve::BlobView`: <varve/codec.hpp> says how
#define UID_CODEC                                                     \
    template <>                                                       \
    struct varve::codec<app::Uid> {                                   \
        using Storage = std::int64_t;                                 \
        static std::int64_t encode(const app::Uid&) { return 1; }     \
        static app::Uid decode(std::int64_t) { return {}; }           \
    };
#include <unsound/schema.cpp>
