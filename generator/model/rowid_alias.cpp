#include "generator/model/rowid_alias.hpp"

#include "generator/model/type.hpp"

namespace varve::compiler {

const Column* rowid_alias(const Schema& schema, const Table& table) {
    if (table.without_rowid || !table.primary_key || table.primary_key->terms.size() != 1) return nullptr;
    const KeyTerm& term = table.primary_key->terms.front();
    // DESC behind the column makes it none; DESC in an item is read over.
    if (term.descending && table.primary_key->on_column) return nullptr;
    const Column* column = find_column(table, term.column);
    const bool is_integer = column != nullptr && is_declared_integer(schema, column->type);
    return is_integer ? column : nullptr;
}

}  // namespace varve::compiler
