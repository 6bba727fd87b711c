#pragma once

// Catch2 2.13 and 3 name their headers differently; nothing else that the tests use differs.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
