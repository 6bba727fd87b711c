#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "generator/base/letters.hpp"
#include "generator/check/context.hpp"

namespace varve::compiler {

namespace {

void report_unknown_table(Context& context, const ast::Name& name) {
    if (context.file.damaged) return;
    const bool is_view = std::any_of(context.file.views.begin(), context.file.views.end(),
                                     [&](const ast::View& view) { return view.name.text == name.text; });
    context.sink.error(DiagnosticKind::unknown_table, name.span,
                       is_view ? fmt::format("`{}` is a view, and a reference needs a table", name.text)
                               : fmt::format("unknown table `{}`", name.text),
                       {}, is_view ? "" : suggest_table(context, name.text));
}

bool has_collation_of_column(const Table& table, const KeyTerm& term) {
    const Column* column = find_column(table, term.column);
    if (term.collate.empty() || column == nullptr) return true;
    return folded(term.collate) == (column->collate.empty() ? "binary" : folded(column->collate));
}

/// Whether SQLite finds a unique key of exactly these columns, in any order.
bool is_key(const Table& table, const std::vector<std::string>& columns) {
    const std::set<std::string> wanted(columns.begin(), columns.end());
    const auto matches = [&](const auto& terms) {
        std::set<std::string> found;
        for (const KeyTerm& term : terms)
            found.insert(term.column);
        return found == wanted;
    };
    if (table.primary_key && matches(table.primary_key->terms)) return true;
    const auto fits = [&](const std::vector<KeyTerm>& terms) {
        return std::all_of(terms.begin(), terms.end(),
                           [&](const KeyTerm& term) { return has_collation_of_column(table, term); });
    };
    for (const Unique& unique : table.uniques)
        if (fits(unique.terms) &&
            std::set<std::string>(unique.columns.begin(), unique.columns.end()) == wanted)
            return true;
    return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index& index) {
        return index.unique && index.where.empty() && fits(index.terms) && matches(index.terms);
    });
}

/// The parent's columns: as written, or its primary key. Empty when there is nothing to go on with.
std::vector<std::string> parent_columns(Context& context, const ast::Reference& reference,
                                        const ast::Table& parent, const Table& made) {
    std::vector<std::string> columns;
    bool known = true;
    for (const ast::Name& name : reference.columns) {
        known = check_column_exists(context, parent, name) && known;
        columns.push_back(name.text);
    }
    if (!reference.columns.empty()) return known ? columns : std::vector<std::string>{};
    if (!made.primary_key) {
        if (!parent.damaged)
            context.sink.error(DiagnosticKind::key_mismatch, reference.table.span,
                               fmt::format("table `{}` has no primary key to refer to", made.name), {},
                               fmt::format("name a unique column: `-> {}.…`", made.name));
        return {};
    }
    for (const KeyTerm& term : made.primary_key->terms)
        columns.push_back(term.column);
    return columns;
}

std::string joined(const std::vector<std::string>& names) {
    return fmt::format("{}", fmt::join(names, ", "));
}

void check_fit(Context& context, const ForeignKey& key, Span span, const ast::Table& parent,
               const Table& made) {
    if (key.references.empty()) return;
    if (key.columns.size() != key.references.size())
        context.sink.error(DiagnosticKind::key_mismatch, span,
                           fmt::format("`{}` cannot refer to `{} ({})`: the number of columns differs",
                                       joined(key.columns), key.table, joined(key.references)));
    else if (!is_key(made, key.references) && !parent.damaged)
        context.sink.error(
            DiagnosticKind::key_mismatch, span,
            fmt::format("`{} ({})` is neither the primary key nor unique", key.table, joined(key.references)),
            {{parent.name.span, "the table is declared here"}},
            fmt::format("write `unique ({})` into `{}`", joined(key.references), key.table));
}

/// What nobody vouches for: the columns as written, or the primary key of a parent that is there.
std::vector<std::string> unchecked_columns(const ast::Reference& reference, const Table* parent) {
    std::vector<std::string> columns;
    for (const ast::Name& name : reference.columns)
        columns.push_back(name.text);
    if (columns.empty() && parent != nullptr && parent->primary_key)
        for (const KeyTerm& term : parent->primary_key->terms)
            columns.push_back(term.column);
    return columns;
}

Deferral deferral_of(const ast::Reference& reference) {
    if (!reference.deferrable) return Deferral::none;
    return reference.immediate ? Deferral::immediate : Deferral::deferred;
}

std::string action_of(const std::string& written) {
    return written == "NO ACTION" ? "" : written;
}

ForeignKey make_key(const ast::Name& name, std::vector<std::string> columns, const ast::Reference& reference,
                    Span span) {
    ForeignKey key;
    key.name = {name.text, static_cast<bool>(name)};
    key.columns = std::move(columns);
    key.table = reference.table.text;
    key.on_delete = action_of(reference.on_delete);
    key.on_update = action_of(reference.on_update);
    key.match = upper_case(reference.match.text);
    key.deferral = deferral_of(reference);
    key.implicit = reference.empty;
    key.unchecked = reference.unchecked;
    key.span = span;
    return key;
}

void add_key(Context& context, std::size_t table, const ast::Reference& reference, ForeignKey key) {
    const ast::Table* parent = find_table(context, key.table);
    const Table* made =
        parent == nullptr
            ? nullptr
            : &context.schema.tables[static_cast<std::size_t>(parent - context.file.tables.data())];
    key.unchecked =
        key.unchecked || (parent == nullptr && find_unmanaged(context, "table", key.table) != nullptr);
    if (key.unchecked) {
        key.references = unchecked_columns(reference, made);
        key.implicit = key.implicit || key.references.empty();
    } else {
        if (parent == nullptr) return report_unknown_table(context, reference.table);
        key.references = parent_columns(context, reference, *parent, *made);
        check_fit(context, key, reference.span, *parent, *made);
    }
    context.schema.tables[table].foreign_keys.push_back(std::move(key));
}

}  // namespace

void check_references(Context& context) {
    for (std::size_t at = 0; at < context.file.tables.size(); ++at) {
        const ast::Table& table = context.file.tables[at];
        for (const ast::Column& column : table.columns)
            if (column.reference)
                add_key(context, at, *column.reference,
                        make_key({}, {column.name.text}, *column.reference, column.reference->span));
        for (const ast::ForeignKey& key : table.foreign_keys) {
            std::vector<std::string> columns;
            for (const ast::Name& name : key.columns) {
                check_column_exists(context, table, name);
                columns.push_back(name.text);
            }
            add_key(context, at, key.reference,
                    make_key(key.name, std::move(columns), key.reference, key.span));
        }
    }
}

}  // namespace varve::compiler
