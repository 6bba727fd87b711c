#include "generator/driver/import_chain.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

#include "generator/check/compile.hpp"
#include "generator/driver/chain_directory.hpp"
#include "generator/driver/import_proof.hpp"
#include "generator/history/baked.hpp"
#include "generator/history/replay.hpp"
#include "generator/history/replay_database.hpp"
#include "generator/history/replay_revision.hpp"
#include "generator/import/step_place.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/error.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

/// What a rehearsal finds, without the words before it: names of revisions may be names of tables.
std::string_view behind(std::string_view message, std::string_view words) {
    const auto at = message.find(words);
    return at == std::string_view::npos ? message : message.substr(at + words.size());
}

const Diagnostic& first_error(const DiagnosticSink& sink) {
    for (const Diagnostic& diagnostic : sink.diagnostics())
        if (diagnostic.severity == Severity::error) return diagnostic;
    throw Error(ErrorCode::misuse, "a rehearsal failed without a word");
}

constexpr std::string_view populated = " fails on a populated database: ";

/// Why the step was proved on fewer rows than the schema before it allows; "" where it was not.
std::string doubt_in(const DiagnosticSink& sink) {
    constexpr std::string_view words = " fails where rows stand that the schema before it allows: ";
    for (const Diagnostic& diagnostic : sink.diagnostics())
        if (diagnostic.kind == DiagnosticKind::up_may_fail &&
            diagnostic.message.find(words) != std::string::npos)
            return std::string(behind(diagnostic.message, words));
    return {};
}

/// The last step's hold those of all before it.
std::vector<Requirement> requirements_of(const std::vector<ReplayedStep>& steps) {
    return steps.empty() ? std::vector<Requirement>() : steps.back().schema.requirements;
}

/// Compiles under the lowest floor that varve serves, or else under the SQLite that runs here.
std::optional<Schema> compile_snapshot(Schema& schema, std::string& text, DiagnosticSink& sink) {
    const int lowest = schema.sqlite_floor;
    for (const int floor : {lowest, sqlite3_libversion_number()}) {
        SourceSet sources;
        DiagnosticSink found;
        schema.sqlite_floor = floor;
        const std::uint32_t file = sources.add("schema.varve", lower(schema));
        text = normalise_schema_text(sources, file, found);
        std::optional<Schema> compiled = compile(sources, file, found, true);
        if (compiled) return compiled;
        if (floor == lowest) sink = std::move(found);
    }
    schema.sqlite_floor = lowest;
    return std::nullopt;
}

class StepProver {
public:
    StepProver(const std::string& schema_name, const std::vector<ReplayedStep>& steps,
               const SourceSet& sources, DiagnosticSink& sink)
        : name_(schema_name),
          sources_(sources),
          sink_(sink),
          required_(requirements_of(steps)),
          lineage_(required_) {}

    bool add(ReplayedStep& step) {
        RevisionSource source;
        source.number = number_of(step);
        source.name = step.old.name;
        source.directory = source.number + "_" + source.name;
        source.message = step.old.title;
        if (!say(step, source)) return false;
        ProofSearch proof(lineage_, schema_before());
        Held of = Held::strictly;
        while (true) {
            source.up = detail::normalise_sql(up_text(step));
            source.down = detail::normalise_sql(down_text(step));
            const auto problem = rehearse(step, source, of);
            if (!problem) break;
            if (of == Held::strictly && try_proof(proof, *problem, source)) continue;
            if (mend(step, source, *problem)) continue;
            if (of == Held::loosely) return refuse(step, problem->message);
            of = Held::loosely;
            step.doubt = behind(problem->message, populated);
            source.proof.reset();
        }
        if (of == Held::strictly) step.proof = proof.sql();
        chain_.records.push_back(make_record(source, parents()));
        chain_.revisions.push_back(std::move(source));
        chain_.frozen = chain_.revisions.size();
        return true;
    }

    VerifiedChain take() { return std::move(chain_); }

private:
    /// A draft's own rows must not collide with those that stand; a frozen revision's may.
    enum class Held { strictly, loosely };

    /// The step's own number where people count, else the next; never one that is behind.
    std::string number_of(const ReplayedStep& step) {
        constexpr std::size_t longest_number = 6;
        const std::string& version = step.old.version;
        const bool counted =
            version.size() <= longest_number && version.find_first_not_of("0123456789") == std::string::npos;
        const unsigned long own = counted ? std::stoul(version) : 1;
        const unsigned long number = std::max(own, next_number_);
        next_number_ = number + 1;
        return fmt::format("{:04}", number);
    }

    std::vector<std::string> parents() const {
        if (chain_.records.empty()) return {};
        return {chain_.records.back().digest};
    }

    const Schema& schema_before() const {
        static const Schema empty;
        return chain_.revisions.empty() ? empty : chain_.revisions.back().schema;
    }

    /// The snapshot must compile, and say exactly what the database holds.
    bool say(ReplayedStep& step, RevisionSource& source) {
        step.schema.name = name_;
        DiagnosticSink found;
        std::optional<Schema> schema = compile_snapshot(step.schema, source.schema_text, found);
        std::vector<std::string> difference = step.unsaid;
        if (!schema) {
            difference.push_back(first_error(found).message);
        } else if (difference.empty()) {
            difference = detail::describe_difference(step.structure, sqlite::structure_of(*schema));
        }
        if (!difference.empty()) {
            std::string lines = detail::indented(difference);
            lines.pop_back();
            sink_.error(
                DiagnosticKind::import_unsaid, {step.old.up.file, 0, 0},
                fmt::format("`{}` leads to what the language cannot say:\n{}", step.old.title, lines));
            return false;
        }
        source.schema = std::move(*schema);
        return true;
    }

    /// The step alone, behind the one before it: nothing, or the first thing that stands against it.
    std::optional<Diagnostic> rehearse(ReplayedStep& step, const RevisionSource& source, Held of) {
        VerifiedChain pair;
        if (!chain_.revisions.empty()) {
            pair.revisions.push_back(chain_.revisions.back());
            pair.records.push_back(chain_.records.back());
        }
        pair.revisions.push_back(source);
        pair.records.push_back(make_record(source, parents()));
        pair.frozen = pair.revisions.size();
        const BakedChain baked(name_, pair);
        if (of == Held::strictly) --pair.frozen;
        ReplayDatabase attempt = lineage_.copy();
        DiagnosticSink found;
        try {
            replay_revision(baked.chain(), pair, edges_to(pair, pair.revisions.size() - 1).front(), attempt,
                            {found, nullptr});
        } catch (const Error& error) {
            found.error(DiagnosticKind::not_rehearsed, {}, error.what());
        }
        if (found.has_errors()) return first_error(found);
        if (of == Held::strictly) step.doubt = doubt_in(found);
        lineage_ = std::move(attempt);
        return std::nullopt;
    }

    /// Whether other rows are to be tried: where no declared loss helps.
    static bool try_proof(ProofSearch& proof, const Diagnostic& problem, RevisionSource& source) {
        const bool of_up = problem.kind == DiagnosticKind::up_fails && loss_in(problem.message).empty();
        if (!of_up && problem.kind != DiagnosticKind::proof_fails) return false;
        if (!proof.next(problem.message)) return false;
        source.proof = detail::normalise_sql(proof.sql());
        return true;
    }

    /// Whether the step says more of itself than before, or less of its way down.
    bool mend(ReplayedStep& step, const RevisionSource& source, const Diagnostic& problem) {
        const std::string& message = problem.message;
        switch (problem.kind) {
            case DiagnosticKind::up_fails:
                return declare(step.losses, {loss_in(message)});
            case DiagnosticKind::up_loses:
                return declare(step.losses,
                               losses_in(behind(message, " does not keep "), schema_before(), source.schema));
            case DiagnosticKind::down_fails:
                return declare(step.down.losses, {loss_in(message)}) ||
                       give_up_down(step, behind(message, " fails: "));
            case DiagnosticKind::down_differs:
                return declare(step.down.losses, losses_in(behind(message, " does not restore "),
                                                           schema_before(), source.schema)) ||
                       give_up_down(step, behind(message, ", but "));
            case DiagnosticKind::down_loses:
                return declare(step.down.losses,
                               losses_in(behind(message, ", but loses "), schema_before(), source.schema)) ||
                       give_up_down(step, behind(message, ", but "));
            case DiagnosticKind::unknown_loss:
            case DiagnosticKind::up_fails_again:
                return give_up_down(step, message);
            default:
                return false;
        }
    }

    static bool declare(DeclaredLosses& losses, const std::vector<std::string>& names) {
        bool more = false;
        for (const std::string& name : names)
            more = (!name.empty() && losses.add(name)) || more;
        return more;
    }

    static bool give_up_down(ReplayedStep& step, std::string_view reason) {
        if (step.down.fate != DownFate::good) return false;
        step.down.fate = DownFate::wrong;
        step.down.faults = {"with rows: " + std::string(reason)};
        return true;
    }

    bool refuse(const ReplayedStep& step, const std::string& reason) {
        sink_.error(DiagnosticKind::import_unproved, place_in_up(sources_, step, reason),
                    fmt::format("`{}` cannot be proved as a revision: {}", step.old.title, reason), {},
                    "mend it where the chain comes from, or import only the steps before it");
        return false;
    }

    const std::string& name_;
    const SourceSet& sources_;
    DiagnosticSink& sink_;
    const std::vector<Requirement> required_;
    VerifiedChain chain_;
    ReplayDatabase lineage_;
    unsigned long next_number_ = 0;
};

}  // namespace

std::optional<VerifiedChain> prove_steps(const std::string& schema_name, std::vector<ReplayedStep>& steps,
                                         const SourceSet& sources, DiagnosticSink& sink) {
    StepProver prover(schema_name, steps, sources, sink);
    for (ReplayedStep& step : steps)
        if (!prover.add(step)) return std::nullopt;
    VerifiedChain chain = prover.take();
    replay(chain, sink);
    if (sink.has_errors()) return std::nullopt;
    return chain;
}

std::vector<std::pair<std::string, std::string>> chain_files(const VerifiedChain& chain,
                                                             const std::vector<ReplayedStep>& steps) {
    std::vector<std::pair<std::string, std::string>> files;
    for (std::size_t i = 0; i != steps.size(); ++i) {
        const std::string directory = chain.revisions[i].directory + "/";
        files.emplace_back(directory + "up.sql", up_text(steps[i]));
        files.emplace_back(directory + "down.sql", down_text(steps[i]));
        if (!steps[i].proof.empty()) files.emplace_back(directory + "proof.sql", steps[i].proof);
        files.emplace_back(directory + "schema.varve", lower(steps[i].schema));
        files.emplace_back(directory + "stamp", chain.records[i].digest + "\n");
    }
    files.emplace_back(lock_name, write_lock({chain.records}));
    if (!chain.import.table.empty()) files.emplace_back(import_map_name, write_import_map(chain.import));
    return files;
}

}  // namespace varve::compiler
