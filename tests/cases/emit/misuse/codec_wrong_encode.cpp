// error: `app::Uid` needs a `varve::codec` whose Storage is `varve::BlobView`: <varve/codec.hpp> says how
#define UID_CODEC                                                        \
    template <>                                                          \
    struct varve::codec<app::Uid> {                                      \
        using Storage = varve::BlobView;                                 \
        static std::string encode(const app::Uid&) { return {}; }        \
        static app::Uid decode(varve::BlobView) { return {}; }           \
    };
#include <unsound/schema.cpp>
