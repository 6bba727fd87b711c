#include "generator/history/heeded_hints.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "generator/history/carry.hpp"
#include "generator/history/diff.hpp"
#include "generator/history/facets.hpp"
#include "generator/history/heeded_converts.hpp"
#include "generator/history/rename.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler {
namespace {

/// Folded names: as drafted → as frozen. What the draft makes anew or fills with other values is in none.
using Origins = std::map<std::string, std::string>;

bool stays(const Origins& origins, const std::string& name) {
    const auto found = origins.find(name);
    return found != origins.end() && found->second == name;
}

/// Beside equal names (a swap has them on both sides), what the draft leaves under its name was not renamed.
bool renamed_by_draft(const Origins& origins, const std::string& name, const Hint& was) {
    return !stays(origins, detail::fold(name)) && !stays(origins, detail::fold(was.value));
}

const Table* table_named(const Schema& schema, const std::string& folded) {
    const auto found = std::find_if(schema.tables.begin(), schema.tables.end(),
                                    [&](const Table& table) { return detail::fold(table.name) == folded; });
    return found == schema.tables.end() ? nullptr : &*found;
}

bool has_column(const Table* table, std::string_view name) {
    return table != nullptr &&
           std::any_of(table->columns.begin(), table->columns.end(),
                       [&](const Column& column) { return same_name(column.name, name); });
}

bool has_index(const Table& table, const Index& wanted) {
    return std::any_of(table.indexes.begin(), table.indexes.end(),
                       [&](const Index& index) { return same_name(index.name.value, wanted.name.value); });
}

class HeededHints {
public:
    HeededHints(const Schema& frozen, const Schema& drafted, std::string_view draft_up)
        : frozen_(frozen), drafted_(drafted), carry_(carry_of(draft_up, frozen)) {}

    Schema taken_from(Schema today) const {
        tables(today);
        const Matching matching = match(drafted_, today);
        for (Table& table : today.tables)
            if (const TableMatch* pair = matching.of_after(table)) renames_within(*pair->before, table);
        today = inherit_names(std::move(today), drafted_);
        // What has its type already is not converted again when its table is rebuilt for something else.
        return without_spent_converts(std::move(today), drafted_);
    }

private:
    void tables(Schema& today) const {
        Origins origins;
        for (const auto& [name, carried] : carry_)
            origins.emplace(name, carried.from);
        for (Table& table : today.tables) {
            if (!table.was || table_named(drafted_, detail::fold(table.name)) == nullptr) continue;
            if (table_named(frozen_, detail::fold(table.was->value)) == nullptr) continue;
            if (renamed_by_draft(origins, table.name, *table.was)) table.was.reset();
        }
    }

    /// An index holds nothing: one that the draft has under its name needs no rename.
    void renames_within(const Table& drafted, Table& table) const {
        for (Index& index : table.indexes)
            if (index.was && has_index(drafted, index)) index.was.reset();
        const auto carried = carry_.find(detail::fold(drafted.name));
        if (carried == carry_.end()) return;
        const Table* frozen = table_named(frozen_, carried->second.from);
        for (Column& column : table.columns)
            if (column.was && has_column(&drafted, column.name) && has_column(frozen, column.was->value) &&
                renamed_by_draft(carried->second.columns, column.name, *column.was))
                column.was.reset();
    }

    const Schema& frozen_;
    const Schema& drafted_;
    const Carry carry_;
};

}  // namespace

Schema against_draft(Schema today, const Schema& frozen, const Schema& drafted, std::string_view draft_up) {
    return HeededHints(frozen, drafted, draft_up).taken_from(std::move(today));
}

}  // namespace varve::compiler
