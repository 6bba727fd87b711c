#include "tests/laws/pair_trial.hpp"

#include <fmt/format.h>
#include <optional>
#include <stdexcept>

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/history/diff.hpp"
#include "generator/history/plan.hpp"
#include "generator/sqlite/prepare.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/connection.hpp"
#include "runtime/src/structure.hpp"
#include "tests/laws/pair_journey.hpp"
#include "tests/support/row_probe.hpp"

namespace varve::compiler::testing {

namespace {

std::optional<Schema> compiled(const std::string& text, bool snapshot = false) {
    SourceSet sources;
    const std::uint32_t file = sources.add("pair.varve", text);
    DiagnosticSink sink;
    return compile(sources, file, sink, snapshot);
}

/// What a freeze leaves of a schema.
Schema without_hints(Schema schema) {
    for (Table& table : schema.tables) {
        table.was.reset();
        for (Column& column : table.columns)
            column.was = column.fill = column.convert = std::nullopt;
        for (Index& index : table.indexes)
            index.was.reset();
    }
    for (Enum& values : schema.enums)
        values.map.clear();
    return schema;
}

/// The structure as SQLite keeps it, to the letter.
std::vector<std::string> raw_structure(const Schema& schema) {
    Connection db = Connection::open({.path = ":memory:"});
    db.execute(create_all(schema));
    return probe(db.native_handle(), "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2");
}

bool is_prepared(const Schema& schema) {
    DiagnosticSink sink;
    return sqlite::prepare(schema, sink);
}

/// Equal schemas are no difference, however they are reached.
void check_equal(const Schema& text, const Schema& snapshot) {
    const auto told = [](const Schema& newest, const Schema& today) {
        DiagnosticSink sink;
        return describe(diff(newest, inherit_names(today, newest), sink)) +
               (sink.has_errors() ? "an error" : "");
    };
    if (const std::string found = told(snapshot, without_hints(text)); !found.empty())
        throw Wrong("a schema differs from its own snapshot: " + found);
}

void check_difference(const Schema& before, const Schema& after, const Changes& changes) {
    const bool raw_equal = raw_structure(before) == raw_structure(after);
    const bool same_fingerprint =
        detail::fingerprint(sqlite::structure_of(before)) == detail::fingerprint(sqlite::structure_of(after));
    if (changes.empty() != same_fingerprint)
        throw Wrong(fmt::format("the fingerprint {}, but the difference is: {}",
                                same_fingerprint ? "is the same" : "changes", describe(changes)));
    if (raw_equal && !same_fingerprint) throw Wrong("the fingerprint changes and the structure does not");
    if (!raw_equal && same_fingerprint) throw Wrong("the structure changes and the fingerprint does not");
}

void try_schemas(const std::string& before_text, const std::string& after_text, bool foreign_keys,
                 PairOutcome& outcome) {
    const std::optional<Schema> written = compiled(before_text);
    const std::optional<Schema> today = compiled(after_text);
    if (!written || !today || !is_prepared(*written) || !is_prepared(*today)) return;
    const std::optional<Schema> before = compiled(lower(*written), true);
    if (!before) throw Wrong("the snapshot is no schema:\n" + lower(*written));
    check_equal(*written, *before);
    const Schema after = inherit_names(*today, *before);
    DiagnosticSink sink;
    const Changes changes = diff(*before, after, sink);
    check_difference(*before, after, changes);
    outcome.kind = PairOutcome::Kind::equal;
    if (changes.empty()) return;
    Plan steps;
    if (!sink.has_errors()) steps = plan(*before, after, changes, sink);
    if (sink.has_errors()) {
        outcome.kind = PairOutcome::Kind::refused;
        outcome.refusals = sink.diagnostics();
        return;
    }
    outcome.kind = PairOutcome::Kind::travelled;
    if (steps.up.empty()) throw Wrong("no steps for the difference: " + describe(changes));
    try {
        take_journey(*before, after, steps, foreign_keys, outcome);
    } catch (const Wrong& wrong) {
        throw Wrong(fmt::format("{}\nup:\n{}\ndown:\n{}", wrong.what(), steps.up, steps.down));
    }
    const std::optional<Schema> frozen = compiled(lower(after), true);
    if (!frozen) throw Wrong("the new snapshot is no schema:\n" + lower(after));
    check_equal(*today, *frozen);
}

}  // namespace

PairOutcome try_pair(const std::string& before, const std::string& after, bool foreign_keys) {
    PairOutcome outcome;
    try {
        try_schemas(before, after, foreign_keys, outcome);
    } catch (const std::exception& wrong) {
        outcome.wrong = wrong.what();
    }
    return outcome;
}

}  // namespace varve::compiler::testing
