#include "generator/check/needed_floor.hpp"

#include <algorithm>

#include "generator/check/context.hpp"
#include "generator/check/sqlite_features.hpp"

namespace varve::compiler {

namespace {

class FloorSearch {
public:
    FloorSearch(const Schema& schema, int lowest) : schema_(schema), floor_(lowest) {}

    int run() {
        for (const Table& table : schema_.tables)
            add(table);
        for (const VirtualTable& table : schema_.virtual_tables)
            if (table.arguments && folded(table.module) == "fts5")
                raise(newer_fts5_options("(" + *table.arguments + ")", floor_));
        for (const View& view : schema_.views)
            add(view.sql);
        for (const Trigger& trigger : schema_.triggers)
            add(trigger.sql);
        return floor_;
    }

private:
    void add(const Table& table) {
        for (const Column& column : table.columns) {
            if (column.default_value) add(column.default_value->sql);
            if (column.generated) add(column.generated->sql);
            for (const Check& check : column.checks)
                add(check.sql);
        }
        for (const Check& check : table.checks)
            add(check.sql);
        for (const Index& index : table.indexes) {
            add(index.where);
            for (const KeyTerm& term : index.terms)
                add(term.expression);
        }
    }

    void add(const SqlText& sql) { raise(newer_features(sql, floor_)); }

    void raise(const std::vector<FeatureUse>& uses) {
        for (const FeatureUse& use : uses)
            if (!is_required(use.feature->name)) floor_ = std::max(floor_, use.feature->since);
    }

    bool is_required(std::string_view name) const {
        return std::any_of(schema_.requirements.begin(), schema_.requirements.end(),
                           [&](const Requirement& requirement) { return folded(requirement.name) == name; });
    }

    const Schema& schema_;
    int floor_;
};

}  // namespace

int needed_floor(const Schema& schema, int lowest) {
    return FloorSearch(schema, lowest).run();
}

}  // namespace varve::compiler
