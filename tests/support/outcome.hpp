#pragma once

#include <string>

namespace varve::tests {

/// What one run of a program or a command gave.
struct Outcome {
    int code = 0;
    std::string out;
    std::string err;
};

}  // namespace varve::tests
