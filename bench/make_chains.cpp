// make_chains <directory> [revisions tables]: the chains that the migration benchmark runs, each baked as an
// application has it
// (<directory>/<name>/chain.cpp), and the large one besides as a source tree holds it (large.varve and
// large.chain). Planned and frozen by varve's own functions, in memory.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "bench/large_chain.hpp"
#include "bench/order_chains.hpp"
#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/emit/emit.hpp"
#include "generator/history/baked.hpp"
#include "generator/history/diff.hpp"
#include "generator/history/lock.hpp"
#include "generator/history/plan.hpp"
#include "generator/history/replay_head.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace {

namespace fs = std::filesystem;
using namespace varve::compiler;

void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

/// Freezes revision by revision as `varve freeze` does, but for the rehearsal.
class Freezer {
public:
    explicit Freezer(fs::path directory) : directory_(std::move(directory)) {}

    void freeze(const bench::WrittenRevision& written) {
        SourceSet sources;
        DiagnosticSink sink;
        RevisionSource revision;
        revision.schema = compiled(sources, "today.varve", written.schema, sink);
        const std::string snapshot = lower(revision.schema);
        std::string up = written.up;
        std::string down = up.empty() ? "" : "--@ grade none\n";
        if (up.empty()) plan_into(revision.schema, up, down, sink);
        finish(sources, sink);
        revision.schema_text = normalise_schema_text(sources, sources.add("schema.varve", snapshot), sink);
        revision.up = varve::detail::normalise_sql(up);
        revision.down = varve::detail::normalise_sql(down);
        add(std::move(revision), written.name);
        if (directory_.empty()) return;
        const fs::path place = directory_ / chain_.revisions.back().directory;
        write(place / "up.sql", up);
        write(place / "down.sql", down);
        write(place / "schema.varve", snapshot);
        write(place / "stamp", lock_.records.back().digest + "\n");
    }

    const VerifiedChain& chain() const { return chain_; }
    const Lock& lock() const { return lock_; }
    const Schema& head() const { return chain_.revisions.back().schema; }

private:
    static void finish(const SourceSet& sources, const DiagnosticSink& sink) {
        if (!sink.has_errors()) return;
        std::fputs(render(sink, sources).c_str(), stderr);
        std::exit(1);
    }

    Schema compiled(SourceSet& sources, const char* name, const std::string& text,
                    DiagnosticSink& sink) const {
        std::optional<Schema> schema = compile(sources, sources.add(name, text), sink);
        finish(sources, sink);
        return inherit_names(std::move(*schema), before());
    }

    void plan_into(const Schema& today, std::string& up, std::string& down, DiagnosticSink& sink) const {
        const Plan planned = plan(before(), today, diff(before(), today, sink), sink);
        up = planned.up;
        down = planned.down;
    }

    Schema before() const { return chain_.revisions.empty() ? Schema{} : chain_.revisions.back().schema; }

    void add(RevisionSource revision, const std::string& name) {
        char number[16];
        std::snprintf(number, sizeof number, "%04zu", chain_.revisions.size() + 1);
        revision.number = number;
        revision.name = name;
        revision.directory = revision.number + "_" + name;
        revision.message = name;
        std::vector<std::string> parents;
        if (!lock_.records.empty()) {
            parents = {lock_.records.back().digest};
            // Of all but the last only texts are needed from here on.
            chain_.revisions.back().schema = {};
            chain_.revisions.back().schema_text.clear();
        }
        lock_.records.push_back(make_record(revision, parents));
        chain_.records.push_back(lock_.records.back());
        chain_.revisions.push_back(std::move(revision));
        ++chain_.frozen;
    }

    fs::path directory_;  ///< "": nothing is written
    Lock lock_;
    VerifiedChain chain_;
};

void bake(const fs::path& directory, const std::string& name, const Freezer& frozen) {
    DiagnosticSink sink;
    BakedChain baked(frozen.head().name, frozen.chain(), false);
    if (const ProvedHead head = prove_head(frozen.chain(), {}); head.is_baked())
        baked.set_head(head.structure, head.rows);
    for (const OutputFile& file : emit(frozen.head(), baked.chain(), {name, "", name}, sink))
        if (fs::path(file.path).filename() == "chain.cpp") write(directory / file.path, file.text);
}

void make(const fs::path& directory, const std::string& name,
          const std::vector<bench::WrittenRevision>& written) {
    Freezer freezer({});
    for (const bench::WrittenRevision& revision : written)
        freezer.freeze(revision);
    bake(directory, name, freezer);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2 && argc != 4) {
        std::fputs("usage: make_chains <directory> [revisions tables]\n", stderr);
        return 2;
    }
    const int revisions = argc == 4 ? std::atoi(argv[2]) : 1000;
    const int tables = argc == 4 ? std::atoi(argv[3]) : 60;
    const fs::path directory = argv[1];
    make(directory, "rebuild", bench::rebuild_chain());
    make(directory, "constraint", bench::constraint_chain());
    const std::vector<bench::WrittenRevision> large = bench::large_chain(revisions, tables);
    fs::remove_all(directory / "large.chain");
    Freezer freezer(directory / "large.chain");
    for (const bench::WrittenRevision& revision : large)
        freezer.freeze(revision);
    write(directory / "large.chain" / "chain.lock", write_lock(freezer.lock()));
    write(directory / "large.varve", large.back().schema);
    bake(directory, "large", freezer);
    return 0;
}
