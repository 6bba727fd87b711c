#pragma once

// Catch2 2.13 and 3 name their headers and one matcher differently; nothing else that the tests use differs.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Matchers::ContainsSubstring;
#else
#include <catch2/catch.hpp>
inline auto ContainsSubstring(const std::string& part) {
    return Catch::Contains(part);
}
#endif
