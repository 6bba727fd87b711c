#include "runtime/command_line/standing.hpp"

namespace varve::detail {

std::string_view word_of(Standing standing) {
    switch (standing) {
        case Standing::fresh:
            return "fresh";
        case Standing::behind:
            return "behind";
        case Standing::at_head:
            return "at_head";
        case Standing::unversioned:
            return "unversioned";
        case Standing::ahead:
            return "ahead";
        case Standing::draft:
            return "draft";
        case Standing::foreign:
            return "foreign";
        case Standing::unreadable:
            return "unreadable";
    }
    return "unknown";
}

}  // namespace varve::detail
