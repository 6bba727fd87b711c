#include <algorithm>
#include <map>
#include <set>

#include "generator/sqlite/lift_parts.hpp"

namespace varve::compiler::sqlite {

namespace {

using Names = std::set<std::string>;

Names names_of(const std::vector<KeyTerm>& terms) {
    Names names;
    for (const KeyTerm& term : terms)
        names.insert(term.column);
    return names;
}

/// Whether the parent has a key of just these columns.
bool has_key(const Table& parent, const Names& wanted) {
    if (parent.primary_key && names_of(parent.primary_key->terms) == wanted) return true;
    for (const Unique& unique : parent.uniques)
        if (Names(unique.columns.begin(), unique.columns.end()) == wanted) return true;
    return std::any_of(parent.indexes.begin(), parent.indexes.end(), [&](const Index& index) {
        return index.unique && index.where.empty() && names_of(index.terms) == wanted;
    });
}

/// REFERENCES without columns means the parent's primary key. What names no key stays as it is, unchecked:
/// SQLite judges a reference only when it is used.
void settle(ForeignKey& key, const Table* parent) {
    if (key.implicit && parent != nullptr && parent->primary_key)
        for (const KeyTerm& term : parent->primary_key->terms)
            key.references.push_back(term.column);
    const bool fits = parent != nullptr && key.references.size() == key.columns.size() &&
                      has_key(*parent, Names(key.references.begin(), key.references.end()));
    if (fits) return;
    key.unchecked = true;
    if (key.implicit) key.references.clear();
}

}  // namespace

void settle_references(Schema& schema) {
    std::map<std::string, const Table*> tables;
    for (const Table& table : schema.tables)
        tables.emplace(table.name, &table);
    for (Table& table : schema.tables)
        for (ForeignKey& key : table.foreign_keys) {
            const auto parent = tables.find(key.table);
            settle(key, parent == tables.end() ? nullptr : parent->second);
        }
}

}  // namespace varve::compiler::sqlite
