#include <fmt/format.h>

#include <set>

#include "generator/check/context.hpp"
#include "generator/check/sql_text.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {

namespace {

constexpr std::string_view index_kind = "idx";

/// Gives the names that the author left out: `<table>_<columns>_<kind>`, and 2, 3, … behind one that is
/// taken. One set for all of a schema, so that a dialect whose constraints share one has no other names.
/// Where constraints are unnamed only indexes are given one: SQLite has none without.
class ObjectNamer {
public:
    explicit ObjectNamer(const Schema& schema) : unnamed_(schema.unnamed_constraints) {
        for (const Table& table : schema.tables) {
            take(table.name);
            if (table.primary_key) take(table.primary_key->name);
            for (const Column& column : table.columns) {
                if (column.not_null) take(column.not_null->name);
                take_given(column.checks);
            }
            take_given(table.checks);
            take_given(table.uniques);
            take_given(table.foreign_keys);
            take_given(table.indexes);
        }
        for (const View& view : schema.views)
            take(view.name);
        for (const VirtualTable& table : schema.virtual_tables)
            take(table.name);
    }

    void give(ObjectName& name, const Table& table, const std::vector<std::string>& columns,
              std::string_view kind) {
        if (name.given || (unnamed_ && kind != index_kind)) return;
        std::string wanted = table.name;
        for (const std::string& column : columns)
            wanted += "_" + column;
        wanted += "_" + std::string(kind);
        name.value = wanted;
        for (int next = 2; !take(name.value); ++next)
            name.value = wanted + std::to_string(next);
    }

private:
    bool take(std::string_view name) { return taken_.insert(folded(name)).second; }

    template <typename Named>
    void take_given(const std::vector<Named>& items) {
        for (const Named& item : items)
            if (item.name.given) take(item.name.value);
    }

    bool unnamed_;
    std::set<std::string> taken_;
};

std::vector<std::string> columns_of(const Index& index) {
    std::vector<std::string> columns;
    for (const KeyTerm& term : index.terms)
        columns.push_back(term.column.empty() ? "expr" : term.column);
    return columns;
}

/// The check that a type implies is named before those of the author, and so keeps its name when one is
/// added.
void name_checks(Context& context, ObjectNamer& namer, const Table& table, Column& column) {
    std::optional<SqlText> implied;
    if (!context.snapshot) implied = implied_check(context.schema, column);
    Check check;
    if (implied) {
        check.sql = sql_text(*implied);
        check.span = column.span;
        namer.give(check.name, table, {column.name}, "check");
    }
    for (Check& own : column.checks)
        namer.give(own.name, table, {column.name}, "check");
    if (implied) column.checks.push_back(std::move(check));
}

}  // namespace

void name_objects(Context& context) {
    ObjectNamer namer(context.schema);
    for (Table& table : context.schema.tables) {
        for (Column& column : table.columns)
            name_checks(context, namer, table, column);
        for (Unique& unique : table.uniques)
            namer.give(unique.name, table, unique.columns, "key");
        for (Check& check : table.checks)
            namer.give(check.name, table, {}, "check");
        for (ForeignKey& key : table.foreign_keys)
            namer.give(key.name, table, key.columns, "fkey");
        for (Index& index : table.indexes)
            namer.give(index.name, table, columns_of(index), index_kind);
    }
}

}  // namespace varve::compiler
