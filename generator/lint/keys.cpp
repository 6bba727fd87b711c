#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

#include "generator/lint/rules.hpp"
#include "generator/model/terms.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler::lint_rules {

namespace {

/// A tree of a table in which rows are looked up: its primary key, a unique key or an index.
struct Tree {
    std::vector<KeyTerm> terms;
    bool unique = false;
    bool partial = false;
    bool is_index = false;  ///< written as an index, which alone can be taken out without another meaning
    Span span;
    std::string called;
};

/// Keys in front: where two are equal it is the index that is one too many.
std::vector<Tree> trees_of(const Table& table) {
    std::vector<Tree> trees;
    if (table.primary_key)
        trees.push_back(
            {table.primary_key->terms, true, false, false, table.primary_key->span, "the primary key"});
    for (const Unique& unique : table.uniques)
        trees.push_back({terms_of(unique), true, false, false, unique.span, "a unique key"});
    for (const Index& index : table.indexes)
        trees.push_back({index.terms, index.unique, !index.where.empty(), true, index.span,
                         fmt::format("index `{}`", index.name.value)});
    return trees;
}

std::string collation_of(const Table& table, const KeyTerm& term) {
    if (!term.collate.empty() || term.column.empty()) return term.collate;
    const Column* column = find_column(table, term.column);
    return column == nullptr ? "" : column->collate;
}

/// Whether every look-up in `shorter` can be one in `longer`: the same first terms, all in the same direction
/// or all in the other.
bool serves(const Table& table, const Tree& longer, const Tree& shorter) {
    if (longer.partial || shorter.terms.size() > longer.terms.size()) return false;
    const bool turned = shorter.terms.front().descending != longer.terms.front().descending;
    for (std::size_t at = 0; at < shorter.terms.size(); ++at) {
        const KeyTerm& a = shorter.terms[at];
        const KeyTerm& b = longer.terms[at];
        if (a.column != b.column || a.expression != b.expression) return false;
        if ((a.descending != b.descending) != turned) return false;
        if (collation_of(table, a) != collation_of(table, b)) return false;
    }
    return true;
}

void redundant_indexes(const Table& table, const std::vector<Tree>& trees, DiagnosticSink& sink) {
    for (std::size_t at = 0; at < trees.size(); ++at) {
        const Tree& tree = trees[at];
        if (!tree.is_index || tree.partial) continue;
        for (std::size_t other = 0; other < trees.size(); ++other) {
            const Tree& better = trees[other];
            const bool same_size = better.terms.size() == tree.terms.size();
            if (other == at || (same_size && other > at && better.unique == tree.unique)) continue;
            if (tree.unique && !(same_size && better.unique)) continue;
            if (!serves(table, better, tree)) continue;
            sink.warning(DiagnosticKind::redundant_index, tree.span,
                         fmt::format("{} of table `{}` serves nothing that {} does not", tree.called,
                                     table.name, better.called),
                         {{better.span, "the other one is here"}}, "take it out");
            break;
        }
    }
}

bool begins_with(const Tree& tree, const std::vector<std::string>& columns) {
    if (tree.partial || tree.terms.size() < columns.size()) return false;
    std::set<std::string> first;
    for (std::size_t at = 0; at < columns.size(); ++at)
        first.insert(tree.terms[at].column);
    return first == std::set<std::string>(columns.begin(), columns.end());
}

void references(const Table& table, const std::vector<Tree>& trees, DiagnosticSink& sink) {
    for (const ForeignKey& key : table.foreign_keys) {
        const std::string columns = fmt::format("{}", fmt::join(key.columns, ", "));
        if (key.unchecked)
            sink.warning(DiagnosticKind::unchecked_reference, key.span,
                         fmt::format("the reference of `{}.{}` to `{}` is not checked", table.name, columns,
                                     key.table),
                         {}, "declare the parent and its key, and take `unchecked` out");
        const bool indexed = std::any_of(trees.begin(), trees.end(),
                                         [&](const Tree& tree) { return begins_with(tree, key.columns); });
        if (!indexed)
            sink.warning(DiagnosticKind::reference_without_index, key.span,
                         fmt::format("no index of table `{}` begins with `{}`, which refers to `{}`",
                                     table.name, columns, key.table),
                         {}, fmt::format("write `index ({})` into the table", columns));
    }
}

void nullable_keys(const Table& table, const std::vector<Tree>& trees, DiagnosticSink& sink) {
    for (const Tree& tree : trees) {
        if (!tree.unique || tree.partial || tree.terms.size() < 2) continue;
        const auto nullable = std::find_if(tree.terms.begin(), tree.terms.end(), [&](const KeyTerm& term) {
            const Column* column = find_column(table, term.column);
            return column != nullptr && column->nullable;
        });
        if (nullable != tree.terms.end())
            sink.warning(
                DiagnosticKind::unique_over_nullable, tree.span,
                fmt::format("`{}` may be NULL, and rows in which it is are never equal", nullable->column),
                {}, "make it NOT NULL, or add a partial unique index for those rows");
    }
}

void columns_twice(const Table& table, const Index& index, DiagnosticSink& sink) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const KeyTerm& term : index.terms) {
        if (term.column.empty() || seen.emplace(term.column, collation_of(table, term)).second) continue;
        sink.warning(DiagnosticKind::column_twice_in_index, index.span,
                     fmt::format("index `{}` of table `{}` names `{}` twice", index.name.value, table.name,
                                 term.column),
                     {}, "take one out");
    }
}

/// Whether SQLite compares texts with numbers there. A type of its own says what it means.
bool is_unlike(const Schema& schema, const Column& child, const Column& parent) {
    const TypeKind left = storage_kind(schema, child.type);
    const TypeKind right = storage_kind(schema, parent.type);
    if (left == TypeKind::any || right == TypeKind::any || child.type.sqltype || parent.type.sqltype)
        return false;
    return row_of(left).storage != row_of(right).storage;
}

std::string type_word(const ColumnType& type) {
    return type.name.empty() ? std::string(row_of(type.kind).word) : type.name;
}

void unlike_references(const Schema& schema, const Table& table, DiagnosticSink& sink) {
    for (const ForeignKey& key : table.foreign_keys) {
        const Table* parent = schema.find_table(key.table);
        if (parent == nullptr || key.references.size() != key.columns.size()) continue;
        for (std::size_t at = 0; at != key.columns.size(); ++at) {
            const Column* from = find_column(table, key.columns[at]);
            const Column* to = find_column(*parent, key.references[at]);
            if (from == nullptr || to == nullptr || !is_unlike(schema, *from, *to)) continue;
            sink.warning(
                DiagnosticKind::unlike_reference, key.span,
                fmt::format("`{}.{}` is `{}` and refers to `{}.{}`, which is `{}`", table.name, from->name,
                            type_word(from->type), parent->name, to->name, type_word(to->type)),
                {}, "give both one type");
        }
    }
}

}  // namespace

void keys(const Schema& schema, DiagnosticSink& sink) {
    for (const Table& table : schema.tables) {
        const std::vector<Tree> trees = trees_of(table);
        references(table, trees, sink);
        redundant_indexes(table, trees, sink);
        nullable_keys(table, trees, sink);
        unlike_references(schema, table, sink);
        for (const Index& index : table.indexes)
            columns_twice(table, index, sink);
    }
}

}  // namespace varve::compiler::lint_rules
