#include "generator/driver/database_difference.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <varve/connection.hpp>
#include <varve/error.hpp>

#include "generator/driver/untrusted_database.hpp"
#include "generator/history/plan.hpp"
#include "generator/model/type.hpp"
#include "generator/sqlite/lift.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/stand_ins.hpp"
#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/offline_steps.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"
#include "runtime/src/foreign.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::compiler {
namespace {

using detail::DirectiveKind;
using detail::Step;

bool is_carried_out(const Step& step) {
    if (!step.directive) return false;
    const DirectiveKind kind = detail::read_directive(step.text).kind;
    return kind == DirectiveKind::rebuild || kind == DirectiveKind::edit;
}

/// What the shell runs as it stands: directives tell a reader what is lost, and questions are left out.
std::string plain_statements(const std::vector<Step>& steps) {
    std::string text;
    bool is_question = false;
    for (const Step& step : steps) {
        if (!step.directive) {
            if (!is_question) text += detail::written_sql(step.text) + ";\n";
            is_question = false;
            continue;
        }
        const DirectiveKind kind = detail::read_directive(step.text).kind;
        is_question = kind == DirectiveKind::preflight;
        if (kind == DirectiveKind::lose) text += fmt::format("-- this loses {}\n", step.text.substr(5));
    }
    return text;
}

/// A rebuild needs to know what stands on its table: it is written on a database that has the structure.
std::string carried_out(const Schema& before, const std::string& up) {
    Connection scratch = Connection::open({.path = ":memory:"});
    sqlite::register_stand_ins(scratch.native_handle(), before.requirements);
    for (const sqlite::Statement& statement : sqlite::render(before))
        scratch.execute(statement.sql);
    scratch.execute("PRAGMA foreign_keys = OFF");
    const std::string steps = detail::OfflineSteps(scratch.native_handle()).write(up);
    return ";\n.bail on\nPRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;\n" + steps + "COMMIT;\n";
}

std::string in_shell(const Schema& before, const std::string& planned) {
    const std::string up = detail::normalise_sql(planned);
    const std::vector<Step> steps = detail::split_steps(up);
    if (std::none_of(steps.begin(), steps.end(), is_carried_out)) return plain_statements(steps);
    try {
        return carried_out(before, up);
    } catch (const detail::StepFailure&) {
        return {};
    } catch (const detail::CommandError&) {
        return {};
    } catch (const Error&) {
        return {};
    }
}

template <class Item>
const Item* find_named(const std::vector<Item>& items, const std::string& name) {
    const auto at = std::find_if(items.begin(), items.end(), [&](const Item& item) {
        return detail::fold(item.name) == detail::fold(name);
    });
    return at == items.end() ? nullptr : &*at;
}

/// SQL says INTEGER, and the schema which of the types that are stored so it means.
void take_types_of(const Schema& wanted, Schema& actual) {
    actual.enums = wanted.enums;
    actual.types = wanted.types;
    actual.requirements = wanted.requirements;
    actual.sqlite_floor = wanted.sqlite_floor;
    for (Table& table : actual.tables) {
        const Table* known = find_named(wanted.tables, table.name);
        if (known == nullptr) continue;
        for (Column& column : table.columns) {
            const Column* same = find_named(known->columns, column.name);
            if (same != nullptr && declared_type(wanted, same->type) == declared_type(actual, column.type))
                column.type = same->type;
        }
    }
}

}  // namespace

detail::Structure structure_of_file(const std::filesystem::path& path) {
    UntrustedDatabase database(path);
    detail::Structure structure = detail::read_structure(database.handle());
    if (database.undisturbed()) return structure;
    database.reopen();
    return detail::read_structure(database.handle());
}

detail::Structure without_unmanaged(detail::Structure structure, const Schema& schema) {
    std::vector<UnmanagedObject> names;
    for (const Unmanaged& each : schema.unmanaged)
        names.push_back({each.type, each.name});
    Chain chain;
    chain.unmanaged = names.data();
    chain.unmanaged_count = names.size();
    return detail::without(structure, detail::unmanaged_in(chain, structure, sqlite::structure_of(schema)));
}

DatabaseDifference difference(const detail::Structure& found, const Schema& wanted) {
    Schema actual = sqlite::lift(found).schema;
    take_types_of(wanted, actual);
    DatabaseDifference result;
    // Whether drop and add are a rename is no question here: nothing is run.
    DiagnosticSink unasked;
    result.changes = diff(actual, wanted, unasked);
    DiagnosticSink obstacles;
    const Plan planned = plan(actual, wanted, result.changes, obstacles);
    for (const Diagnostic& each : obstacles.diagnostics())
        if (each.severity == Severity::error && result.why_not.empty()) result.why_not = each.message;
    if (obstacles.has_errors() || result.changes.empty()) return result;
    result.mending = in_shell(actual, planned.up);
    if (result.mending.empty()) result.why_not = "what a rebuild needs to know of the tables is not there";
    return result;
}

}  // namespace varve::compiler
