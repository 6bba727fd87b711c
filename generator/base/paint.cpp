#include "generator/base/paint.hpp"

namespace varve::compiler {
namespace {

std::string_view sequence_of(Role role) {
    switch (role) {
        case Role::place:
            return "\x1b[1m";
        case Role::error:
            return "\x1b[1;31m";
        case Role::warning:
            return "\x1b[1;35m";
        case Role::note:
        case Role::help:
            return "\x1b[1;36m";
        case Role::mark:
            return "\x1b[1;32m";
    }
    return "";
}

}  // namespace

std::string paint(Colours colours, Role role, std::string_view text) {
    if (colours == Colours::none) return std::string(text);
    return std::string(sequence_of(role)) + std::string(text) + "\x1b[0m";
}

}  // namespace varve::compiler
