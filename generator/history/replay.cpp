#include "generator/history/replay.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/history/baked.hpp"
#include "generator/history/compatible_readers.hpp"
#include "generator/history/directives.hpp"
#include "generator/history/replay_database.hpp"
#include "generator/history/replay_revision.hpp"
#include "generator/history/replay_ways.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/error.hpp"
#include "runtime/src/normal_forms.hpp"
#include "runtime/src/structure.hpp"

namespace varve::compiler {

namespace {

/// The chain of its first revisions alone, as the application of that day had it.
class CutChain {
public:
    CutChain(const Chain& whole, const VerifiedChain& verified, std::size_t count)
        : structure_(detail::to_text(sqlite::structure_of(verified.revisions[count - 1].schema))),
          piece_{structure_.data(), structure_.size()},
          chain_(whole) {
        chain_.count = count;
        chain_.structure = structure_.empty() ? Text() : Text{&piece_, 1};
    }
    CutChain(const CutChain&) = delete;
    CutChain& operator=(const CutChain&) = delete;

    const Chain& chain() const { return chain_; }

private:
    std::string structure_;
    Piece piece_;
    Chain chain_;
};

bool check_all_directives(const RevisionSource& revision, DiagnosticSink& sink) {
    bool good = check_directives(revision, sink);
    for (const WaySource& way : revision.newer)
        good = check_directives(by_way(revision, way), sink) && good;
    return good;
}

class Rehearsals {
public:
    Rehearsals(const VerifiedChain& chain, const std::vector<Requirement>& required, ReplayOutput output)
        : chain_(chain),
          required_(required),
          output_(output),
          baked_(chain.revisions.back().schema.name, chain) {}

    std::optional<ReplayedPrefix> run(const ReplayedPrefix& prefix, std::size_t until) const {
        detail::NormalForms forms;
        const detail::NormalForms::Use use(forms);
        ReplayedPrefix made;
        made.count = until;
        if (!check(prefix.count, until) || !step_by_step(prefix, made)) return std::nullopt;
        if (!in_one_go(prefix, made)) return std::nullopt;
        return made;
    }

private:
    /// Towards the readers of each parent.
    bool keeps_readers(std::size_t i) const {
        bool good = true;
        for (std::size_t parent = 0; parent != i; ++parent) {
            const std::vector<std::string>& parents = chain_.records[i].parents;
            if (std::find(parents.begin(), parents.end(), chain_.records[parent].digest) != parents.end())
                good =
                    check_readers(chain_.revisions[parent].schema, chain_.revisions[i], output_.sink) && good;
        }
        return good;
    }

    bool check(std::size_t from, std::size_t until) const {
        bool good = true;
        for (std::size_t i = from; i != until; ++i)
            good = check_all_directives(chain_.revisions[i], output_.sink) && keeps_readers(i) && good;
        return good;
    }

    bool step_by_step(const ReplayedPrefix& prefix, ReplayedPrefix& made) const {
        ReplayDatabase lineage(required_);
        lineage.restore(prefix.lineage);
        for (std::size_t i = prefix.count; i != made.count; ++i) {
            const RevisionSource& source = chain_.revisions[i];
            try {
                const bool good = source.newer.empty()
                                      ? replay_revision(baked_.chain(), chain_, i, lineage, output_)
                                      : replay_ways(chain_, i, lineage, output_);
                if (!good) return false;
            } catch (const Error& error) {
                output_.sink.error(DiagnosticKind::not_rehearsed, place_of(source),
                                   fmt::format("{} cannot be rehearsed: {}", title_of(source), error.what()));
                return false;
            }
        }
        made.lineage = lineage.image();
        return true;
    }

    /// A new database through all revisions in one go, as an application makes it.
    bool in_one_go(const ReplayedPrefix& prefix, ReplayedPrefix& made) const {
        ReplayDatabase database(required_);
        database.restore(prefix.whole);
        const CutChain cut(baked_.chain(), chain_, made.count);
        if (const auto reason = database.up(cut.chain())) {
            output_.sink.error(
                DiagnosticKind::not_rehearsed, place_of(chain_.revisions[made.count - 1]),
                fmt::format("a new database does not come through the whole chain: {}", *reason));
            return false;
        }
        made.whole = database.image();
        return true;
    }

    const VerifiedChain& chain_;
    const std::vector<Requirement>& required_;
    ReplayOutput output_;
    BakedChain baked_;
};

}  // namespace

std::vector<Requirement> all_requirements(const VerifiedChain& chain, std::vector<Requirement> requirements) {
    const auto add = [&](const Requirement& wanted) {
        const bool known =
            std::any_of(requirements.begin(), requirements.end(), [&](const Requirement& each) {
                return each.kind == wanted.kind && each.name == wanted.name && each.arity == wanted.arity;
            });
        if (!known) requirements.push_back(wanted);
    };
    for (const RevisionSource& source : chain.revisions)
        for (const Requirement& requirement : source.schema.requirements)
            add(requirement);
    return requirements;
}

std::optional<ReplayedPrefix> replay_behind(const ReplayedPrefix& prefix, std::size_t until,
                                            const VerifiedChain& chain, DiagnosticSink& sink,
                                            const SourceSet* sources,
                                            const std::vector<Requirement>& requirements) {
    if (until <= prefix.count) return prefix;
    DiagnosticSink found;
    auto made = Rehearsals(chain, requirements, {found, sources}).run(prefix, until);
    for (const Diagnostic& diagnostic : found.diagnostics())
        sink.report(diagnostic);
    if (found.has_errors()) made.reset();
    return made;
}

void replay(const VerifiedChain& chain, DiagnosticSink& sink, const SourceSet* sources,
            const std::vector<Requirement>& requirements) {
    replay_behind({}, chain.revisions.size(), chain, sink, sources, all_requirements(chain, requirements));
}

}  // namespace varve::compiler
