// error: `app::Uid` needs a `varve::codec` whose Storage is `varve::BlobView`: <varve/codec.hpp> says how
#define UID_TYPE enum class Uid { one };
#define UID_CODEC
#include <unsound/schema.cpp>
