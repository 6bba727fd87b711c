#include <fmt/format.h>

#include <algorithm>

#include "generator/history/demanded_rows.hpp"
#include "generator/sqlite/render.hpp"

namespace varve::compiler {

namespace {

using sqlite::quote;

class StraySearch {
public:
    StraySearch(const RowAfter& row, std::vector<RowQuery>& found) : row_(row), found_(found) {}

    void run() {
        for (const ForeignKey& key : row_.after().foreign_keys)
            if (!key.unchecked) ask(key);
    }

private:
    const TableMatch* parent_of(const ForeignKey& key) const {
        const Table* parent = row_.course().after.find_table(key.table);
        return parent == nullptr ? nullptr : row_.course().matching.of_after(*parent);
    }

    /// The parent's columns as they stand before; empty where one is new or changed: then only the step
    /// itself knows what they will hold.
    std::vector<const Column*> named(const ForeignKey& key, const TableMatch& parent) const {
        const RowAfter parent_row(row_.course(), parent);
        std::vector<const Column*> columns;
        for (const std::string& name : key.references) {
            const Column* column = find_column(*parent.after, name);
            const Column* old = column == nullptr ? nullptr : parent_row.unchanged(*column);
            if (old == nullptr) return {};
            columns.push_back(old);
        }
        return columns;
    }

    /// Whether the old table held its rows to the same.
    bool stands(const ForeignKey& key, const TableMatch& parent,
                const std::vector<const Column*>& references) const {
        return std::any_of(
            row_.before().foreign_keys.begin(), row_.before().foreign_keys.end(), [&](const ForeignKey& old) {
                if (old.unchecked || !same_name(old.table, parent.before->name) ||
                    old.columns.size() != key.columns.size() || old.references.size() != references.size())
                    return false;
                for (std::size_t i = 0; i != references.size(); ++i)
                    if (!same_name(old.references[i], references[i]->name) ||
                        !is_unchanged(key.columns[i], old.columns[i]))
                        return false;
                return true;
            });
    }

    bool is_unchanged(const std::string& now, const std::string& before) const {
        const Column* column = find_column(row_.after(), now);
        const Column* old = column == nullptr ? nullptr : row_.unchanged(*column);
        return old != nullptr && same_name(old->name, before);
    }

    void ask(const ForeignKey& key) {
        const TableMatch* parent = parent_of(key);
        if (parent == nullptr) return;
        const std::vector<const Column*> references = named(key, *parent);
        if (references.size() != key.columns.size() || stands(key, *parent, references)) return;
        std::vector<std::string> values, set, equal;
        for (std::size_t i = 0; i != key.columns.size(); ++i) {
            const Column* column = find_column(row_.after(), key.columns[i]);
            const auto value = column == nullptr ? std::nullopt : row_.value(*column);
            if (!value || *value == "NULL") return;
            const std::string name = quote(fmt::format("varve_{}", i + 1));
            values.push_back(*value + " AS " + name);
            set.push_back(name + " IS NOT NULL");
            equal.push_back(fmt::format("\"varve_parent\".{} = {}", quote(references[i]->name), name));
        }
        const std::string keys = fmt::format("{}", fmt::join(key_of(row_.before()), ", "));
        found_.push_back(
            {fmt::format("`{}` {} no row of `{}`", fmt::join(key.columns, "`, `"),
                         key.columns.size() == 1 ? "names" : "name", parent->before->name),
             fmt::format(
                 "SELECT {0} FROM (SELECT {0}, {1} FROM {2}) WHERE {3} AND NOT EXISTS (SELECT 1 FROM {4} AS "
                 "\"varve_parent\" WHERE {5})",
                 keys, fmt::join(values, ", "), row_.source(), fmt::join(set, " AND "),
                 quote(parent->before->name), fmt::join(equal, " AND "))});
    }

    const RowAfter& row_;
    std::vector<RowQuery>& found_;
};

}  // namespace

void find_strays(const RowAfter& row, std::vector<RowQuery>& found) {
    StraySearch(row, found).run();
}

}  // namespace varve::compiler
