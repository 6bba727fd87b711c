#include "generator/sqlite/render.hpp"

namespace varve::compiler::sqlite {

std::string quote(std::string_view name) {
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace varve::compiler::sqlite
