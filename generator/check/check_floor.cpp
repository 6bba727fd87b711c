#include <fmt/format.h>

#include <algorithm>

#include "generator/check/context.hpp"
#include "generator/check/print.hpp"
#include "generator/check/sqlite_features.hpp"

namespace varve::compiler {

namespace {

using Kind = SqliteFeature::Kind;

std::string what_is(const SqliteFeature& feature) {
    const std::size_t blank = feature.name.find(' ');
    switch (feature.kind) {
        case Kind::arguments:
            return fmt::format("`{}` with {} arguments", feature.name.substr(0, blank),
                               feature.name.substr(blank + 1));
        case Kind::modifier:
            if (feature.name.find('#') != std::string_view::npos) return "a modifier that is a span of time";
            return fmt::format("the modifier `'{}'`", feature.name);
        case Kind::conversion:
            return fmt::format("`{}` in a format of `strftime`", feature.name);
        case Kind::aggregate_order:
            return "`ORDER BY` among the arguments of an aggregate";
        case Kind::raise:
            return "a message of `RAISE` that is no plain text";
        case Kind::fts5_option:
            return fmt::format("the option `{}` of FTS5", feature.name);
        default:
            return fmt::format("`{}`", feature.name);
    }
}

/// Holds every piece of SQL in the file against the floor: that an older SQLite lacks something would show at
/// the user's, and some of it not even as an error.
class FloorCheck {
public:
    explicit FloorCheck(Context& context) : context_(context), floor_(context.schema.sqlite_floor) {}

    void table(const ast::Table& table) {
        for (const ast::Column& column : table.columns)
            this->column(column);
        for (const ast::Check& check : table.checks)
            sql(check.sql.text, check.sql.span);
        for (const ast::Index& index : table.indexes) {
            for (const ast::Term& term : index.terms)
                if (term.expression) sql(term.expression->text, term.expression->span);
            if (index.where) sql(index.where->text, index.where->span);
        }
    }

    void virtual_table(const ast::VirtualTable& table) {
        if (table.arguments && folded(table.module.text) == "fts5")
            report(newer_fts5_options(table.arguments->text, floor_), table.arguments->span);
    }

    void sql(const std::string& text, Span span) { report(newer_features(text, floor_), span); }

private:
    void column(const ast::Column& column) {
        using LiteralKind = ast::Literal::Kind;
        const std::optional<ast::Literal>& value = column.default_value;
        if (value && (value->kind == LiteralKind::sql || value->kind == LiteralKind::body))
            sql(value->text, value->span);
        if (column.generated) sql(column.generated->sql.text, column.generated->sql.span);
        for (const ast::Check& check : column.checks)
            sql(check.sql.text, check.sql.span);
        if (column.fill) sql(column.fill->sql.text, column.fill->sql.span);
        if (column.convert) sql(column.convert->sql.text, column.convert->sql.span);
    }

    /// An application may bring a function of the same name.
    bool is_registered(const SqliteFeature& feature) const {
        const bool function = feature.kind == Kind::function || feature.kind == Kind::optional_function ||
                              feature.kind == Kind::arguments;
        const std::string_view name = feature.name.substr(0, feature.name.find(' '));
        const auto& required = context_.schema.requirements;
        return function && std::any_of(required.begin(), required.end(), [&](const Requirement& requirement) {
                   return requirement.kind == Requirement::Kind::function && folded(requirement.name) == name;
               });
    }

    void report(const std::vector<FeatureUse>& uses, Span text) {
        for (const FeatureUse& use : uses) {
            if (is_registered(*use.feature)) continue;
            const Span span{text.file, text.begin + static_cast<std::uint32_t>(use.begin),
                            text.begin + static_cast<std::uint32_t>(use.end)};
            const std::string since = print_version(use.feature->since);
            const std::string_view instead = use.feature->instead;
            context_.sink.error(
                DiagnosticKind::above_floor, span,
                fmt::format("{} is there since SQLite {}, and the schema's floor is {}",
                            what_is(*use.feature), since, print_version(floor_)),
                {},
                fmt::format("raise the floor with `target sqlite >= {}`, or {}", since,
                            instead.empty() ? "do without it" : fmt::format("write {}", instead)));
        }
    }

    Context& context_;
    int floor_;
};

}  // namespace

void check_floor(Context& context) {
    FloorCheck floor(context);
    for (const ast::Table& table : context.file.tables)
        floor.table(table);
    for (const ast::VirtualTable& table : context.file.virtual_tables)
        floor.virtual_table(table);
    for (const ast::View& view : context.file.views)
        floor.sql(view.sql.text, view.sql.span);
    for (const ast::Trigger& trigger : context.file.triggers)
        floor.sql(trigger.sql.text, trigger.sql.span);
}

}  // namespace varve::compiler
