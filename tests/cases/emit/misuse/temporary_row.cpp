// error: deleted
#include <studio/schema.hpp>

std::int64_t work(const studio::Snapshot& s) {
    return s.users.find(1)->id;
}
