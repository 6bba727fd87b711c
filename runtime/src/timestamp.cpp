#include <varve/chrono.hpp>

namespace varve {

Timestamp Timestamp::now() noexcept {
    return to_timestamp(std::chrono::system_clock::now());
}

}  // namespace varve
