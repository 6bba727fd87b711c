#include "generator/history/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "generator/history/baked.hpp"
#include "generator/history/compatible_readers.hpp"
#include "generator/history/directives.hpp"
#include "generator/history/edges.hpp"
#include "generator/history/replay_database.hpp"
#include "generator/history/replay_revision.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/error.hpp"
#include "runtime/src/graph.hpp"
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

/// The databases behind the revisions that others follow.
class Lineages {
public:
    Lineages(const VerifiedChain& chain, const std::vector<Requirement>& required)
        : chain_(chain), required_(required) {}

    void restore(const ReplayedPrefix& prefix) {
        for (const Lineage& lineage : prefix.lineages)
            databases_.emplace(lineage.at, ReplayDatabase(required_)).first->second.restore(lineage.image);
    }

    /// The database that a step begins with: the last one that follows it takes it away.
    ReplayDatabase take(const Edge& edge, bool last) {
        if (!edge.from) return ReplayDatabase(required_);
        const auto found = databases_.find(*edge.from);
        const bool wanted = !last || is_followed(chain_, *edge.from, edge.to + 1, chain_.revisions.size());
        ReplayDatabase database = wanted ? found->second.copy() : std::move(found->second);
        if (!wanted) databases_.erase(found);
        return database;
    }

    void arrive(std::size_t index, ReplayDatabase database) {
        databases_.emplace(index, std::move(database));
    }

    /// Of all that stand at an end, or that what is to come follows.
    std::vector<Lineage> images(std::size_t count) const {
        std::vector<Lineage> images;
        for (const auto& [at, database] : databases_)
            if (!is_followed(chain_, at, at + 1, count) ||
                is_followed(chain_, at, count, chain_.revisions.size()))
                images.push_back({at, database.image()});
        return images;
    }

private:
    const VerifiedChain& chain_;
    const std::vector<Requirement>& required_;
    std::map<std::size_t, ReplayDatabase> databases_;
};

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
        for (const Edge& edge : edges_to(chain_, i))
            if (edge.from)
                good =
                    check_readers(schema_before(chain_, edge), *SourceOf(chain_, edge), output_.sink) && good;
        return good;
    }

    bool check(std::size_t from, std::size_t until) const {
        bool good = true;
        for (std::size_t i = from; i != until; ++i)
            good = check_directives(chain_.revisions[i], output_.sink) && keeps_readers(i) && good;
        return good;
    }

    bool step_by_step(const ReplayedPrefix& prefix, ReplayedPrefix& made) const {
        Lineages lineages(chain_, required_);
        lineages.restore(prefix);
        for (std::size_t i = prefix.count; i != made.count; ++i) {
            const RevisionSource& source = chain_.revisions[i];
            try {
                if (!rehearse(lineages, i)) return false;
            } catch (const Error& error) {
                output_.sink.error(DiagnosticKind::not_rehearsed, place_of(source),
                                   fmt::format("{} cannot be rehearsed: {}", title_of(source), error.what()));
                return false;
            }
        }
        made.lineages = lineages.images(made.count);
        return true;
    }

    /// Every way to the revision, each on what its parent's line left. New databases go the newest from the
    /// first.
    bool rehearse(Lineages& lineages, std::size_t index) const {
        const std::vector<Edge> edges = edges_to(chain_, index);
        std::optional<ReplayDatabase> arrived;
        for (const Edge& edge : edges) {
            ReplayDatabase lineage = lineages.take(edge, &edge == &edges.back());
            if (!replay_revision(baked_.chain(), chain_, edge, lineage, output_)) return false;
            if (edge.from == edges.front().from) arrived = std::move(lineage);
        }
        lineages.arrive(index, *std::move(arrived));
        return true;
    }

    /// A new database through all revisions in one go, as an application makes it. A program has one head.
    bool in_one_go(const ReplayedPrefix& prefix, ReplayedPrefix& made) const {
        const CutChain cut(baked_.chain(), chain_, made.count);
        if (detail::Graph(cut.chain()).heads().size() != 1) return true;
        ReplayDatabase database(required_);
        database.restore(prefix.whole);
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

bool carries_on(const ReplayedPrefix& prefix, const VerifiedChain& chain) {
    const auto has = [&](std::size_t place) {
        return std::any_of(prefix.lineages.begin(), prefix.lineages.end(),
                           [&](const Lineage& lineage) { return lineage.at == place; });
    };
    for (std::size_t i = prefix.count; i < chain.revisions.size(); ++i)
        for (const Edge& edge : edges_to(chain, i))
            if (edge.from && *edge.from < prefix.count && !has(*edge.from)) return false;
    return true;
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
