#include "generator/model/schema.hpp"

#include <algorithm>

namespace varve::compiler {
namespace {

template <typename Item>
const Item* find_named(const std::vector<Item>& items, std::string_view name) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.name == name; });
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Table* Schema::find_table(std::string_view table) const { return find_named(tables, table); }
const Enum* Schema::find_enum(std::string_view enum_name) const { return find_named(enums, enum_name); }
const NamedType* Schema::find_type(std::string_view type) const { return find_named(types, type); }

const Column* find_column(const Table& table, std::string_view column) { return find_named(table.columns, column); }

}  // namespace varve::compiler
