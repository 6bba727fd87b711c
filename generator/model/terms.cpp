#include "generator/model/terms.hpp"

namespace varve::compiler {

std::vector<KeyTerm> terms_of(const Unique& unique) {
    if (!unique.terms.empty()) return unique.terms;
    std::vector<KeyTerm> terms;
    for (const std::string& column : unique.columns)
        terms.push_back({column, "", "", false});
    return terms;
}

}  // namespace varve::compiler
