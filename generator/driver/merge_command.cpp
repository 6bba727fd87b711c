#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ostream>
#include <set>

#include "generator/check/compile.hpp"
#include "generator/driver/chain_directory.hpp"
#include "generator/driver/commands.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/project.hpp"
#include "generator/driver/slug.hpp"
#include "generator/history/edges.hpp"
#include "generator/history/hand_written.hpp"
#include "generator/history/merged_items.hpp"
#include "generator/history/plan.hpp"
#include "generator/history/written_renames.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

std::string called(const LockRecord& record) {
    return fmt::format("`{}` ({})", record.name, record.id());
}

/// Where the heads of a chain part, and what each has of its own.
class Branches {
public:
    explicit Branches(const VerifiedChain& chain) : chain_(chain) {
        for (std::size_t i = 0; i != chain.frozen; ++i) {
            std::set<std::size_t>& line = lines_.emplace_back();
            for (const Edge& edge : edges_to(chain, i))
                if (edge.from) line.insert(lines_[*edge.from].begin(), lines_[*edge.from].end());
            line.insert(i);
            if (!is_followed(chain, i, i + 1, chain.frozen)) heads_.push_back(i);
        }
    }

    const std::vector<std::size_t>& heads() const { return heads_; }

    /// The newest revision that two heads stand on.
    std::optional<std::size_t> parting(std::size_t a, std::size_t b) const {
        std::optional<std::size_t> newest;
        for (const std::size_t each : lines_[a])
            if (lines_[b].count(each) != 0) newest = each;
        return newest;
    }

    /// What another head has lived through and this one has not, in the order of the lock.
    std::set<std::size_t> missing(std::size_t head) const {
        std::set<std::size_t> missing;
        for (const std::size_t other : heads_)
            missing.insert(lines_[other].begin(), lines_[other].end());
        for (const std::size_t own : lines_[head])
            missing.erase(own);
        return missing;
    }

private:
    const VerifiedChain& chain_;
    std::vector<std::set<std::size_t>> lines_;
    std::vector<std::size_t> heads_;
};

/// Writes one draft for all heads of a project.
class Merge {
public:
    Merge(Project& project, std::string message)
        : project_(project), branches_(project.chain), message_(std::move(message)) {}

    bool run() {
        for (const std::size_t head : branches_.heads())
            project_.today = inherit_names(std::move(project_.today), project_.chain.revisions[head].schema);
        lowered_ = lower(project_.today);
        SourceSet sources;
        today_ = normalise_schema_text(sources, sources.add("schema.varve", lowered_), project_.sink);
        for (const std::size_t head : branches_.heads())
            check_side(head);
        if (project_.sink.has_errors()) return false;
        for (const std::size_t head : branches_.heads())
            add_crossing(head);
        files_.emplace_back("schema.varve", lowered_);
        return !project_.sink.has_errors();
    }

    const std::vector<std::pair<std::string, std::string>>& files() const { return files_; }
    const std::vector<std::string>& notes() const { return notes_; }
    std::string names() const {
        std::string names;
        for (const std::size_t head : branches_.heads())
            names += (names.empty() ? "" : " and ") + project_.chain.records[head].name;
        return names;
    }

private:
    /// What a side did since it left each other one must be in the schema file.
    void check_side(std::size_t head) {
        std::set<std::string> lines;
        for (const std::size_t other : branches_.heads()) {
            if (other == head) continue;
            const std::optional<std::size_t> common = branches_.parting(head, other);
            const LostItems lost =
                lost_items(common ? project_.chain.revisions[*common].schema_text : std::string(),
                           project_.chain.revisions[head].schema_text, today_);
            for (const std::string& item : lost.missing)
                lines.insert("it lacks " + item);
            for (const std::string& item : lost.left)
                lines.insert("it still has " + item);
        }
        if (lines.empty()) return;
        project_.sink.error(
            DiagnosticKind::merge_incomplete, {0, 0, 0},
            fmt::format("the schema does not show what {} did:\n  {}", called(project_.chain.records[head]),
                        fmt::join(lines, "\n  ")),
            {}, "merge the schema file, so that it says what all branches together mean; then merge");
    }

    void add_crossing(std::size_t head) {
        const Schema& before = project_.chain.revisions[head].schema;
        std::string theirs;
        for (const std::size_t each : branches_.missing(head))
            theirs += project_.chain.revisions[each].up;
        const Schema today = with_written_renames(project_.today, before, theirs);
        DiagnosticSink told;
        const Changes changes = diff(before, today, told);
        const Plan planned = plan(before, today, changes, told);
        for (const Diagnostic& diagnostic : told.diagnostics())
            if (diagnostic.severity == Severity::error) project_.sink.report(diagnostic);
        const std::string directory = crossing_prefix + project_.chain.records[head].id() + "/";
        std::string up =
            fmt::format("-- {}\n-- from {}\n", message_, called(project_.chain.records[head])) + planned.up;
        for (const std::size_t each : branches_.missing(head))
            up += by_hand(each, head);
        files_.emplace_back(directory + "up.sql", up);
        files_.emplace_back(directory + "down.sql",
                            planned.down.empty() ? "--@ grade exact\n" : planned.down);
        if (!planned.no_way_back.empty())
            notes_.push_back(fmt::format("the way back to {} is none (`--@ grade none`):\n{}",
                                         called(project_.chain.records[head]), planned.no_way_back));
    }

    /// The rows that a revision of the other side changed by hand, to be changed here too.
    std::string by_hand(std::size_t index, std::size_t head) {
        const RevisionSource& revision = project_.chain.revisions[index];
        Edge newest = edges_to(project_.chain, index).front();
        for (const Edge& edge : edges_to(project_.chain, index))
            if (edge.from == newest.from) newest = edge;
        const RevisionSource plain = newest.way == nullptr ? revision : by_way(revision, *newest.way);
        std::string text;
        for (const std::string& statement : hand_written(plain, schema_before(project_.chain, newest)))
            text += statement + ";\n";
        if (text.empty()) return text;
        const std::string from = called(project_.chain.records[index]);
        notes_.push_back(fmt::format("statements of {} stand in the crossing from {}: review them", from,
                                     called(project_.chain.records[head])));
        return fmt::format("\n-- review: written by hand in {}, for the schema as it was there\n{}", from,
                           text);
    }

    Project& project_;
    Branches branches_;
    std::string message_;
    std::string lowered_;
    std::string today_;
    std::vector<std::pair<std::string, std::string>> files_;
    std::vector<std::string> notes_;
};

int refuse_draft(const Project& project, Console& console) {
    console.err << fmt::format(
        "error: there is a draft already: {}\nhelp: freeze it on its own branch first, or remove it\n",
        (project.chain_path / project.chain.revisions.back().directory).string());
    return exit_failed;
}

}  // namespace

int merge(const MergeOptions& options, Console& console) {
    Project project;
    project.heads = Heads::any;
    const bool loaded = load_project(options.schema, project);
    if (loaded && project.has_draft()) return refuse_draft(project, console);
    const std::vector<std::string> heads = heads_of(project.lock);
    if (loaded && heads.size() < 2) {
        console.out << "nothing to merge: the chain has one head\n";
        return exit_done;
    }
    if (loaded) read_snapshots(project, 0);
    if (print_diagnostics(project.sink, project.sources, console)) return exit_failed;
    std::string message = options.message;
    if (message.empty()) message = "merge " + Merge(project, "").names();
    Merge merging(project, message);
    const bool merged = merging.run();
    if (print_diagnostics(project.sink, project.sources, console) || !merged) return exit_failed;
    const fs::path directory =
        project.chain_path / (draft_prefix + slug_of(options.name.empty() ? message : options.name));
    remove_leftovers(project.chain_path);
    write_directory(directory, merging.files());
    console.out << fmt::format("wrote {}\n", directory.string());
    for (const std::string& note : merging.notes())
        console.err << fmt::format("warning: {}\n", note);
    console.out << "review the up.sql and down.sql of each `from_…`, build, then run `varve freeze`\n";
    return exit_done;
}

}  // namespace varve::compiler
