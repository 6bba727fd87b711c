#pragma once

#include <cstddef>

namespace varve::compiler::testing {

/// One respect in which two schemas can differ, and what is said of it.
struct Facet {
    const char* name;
    const char* before;
    const char* after;
    const char* said;
};

struct Facets {
    const Facet* first;
    std::size_t count;
    const Facet* begin() const { return first; }
    const Facet* end() const { return first + count; }
};

Facets facets_of_tables();
Facets facets_of_objects();  ///< indexes, views, triggers, virtual tables, enums, swaps

}  // namespace varve::compiler::testing
