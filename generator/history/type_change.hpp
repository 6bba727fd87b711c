#pragma once

#include "generator/model/schema.hpp"

namespace varve::compiler {

enum class TypeChange {
    none,
    widening,   ///< every value fits and stays what it is
    narrowing,  ///< a value may break a CHECK of the new type: nothing can be lost, but the copy may be
                ///< refused
    lossy,      ///< SQLite would turn values into others without a word
};

/// What storing a column's values in the new column's type does to them, by SQLite's rules of affinity.
TypeChange type_change(const Schema& before_schema, const Column& before, const Schema& after_schema,
                       const Table& after_table, const Column& after);

}  // namespace varve::compiler
