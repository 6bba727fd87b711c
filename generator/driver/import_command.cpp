#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "generator/check/compile.hpp"
#include "generator/driver/chain_directory.hpp"
#include "generator/driver/commands.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/held_signals.hpp"
#include "generator/driver/import_chain.hpp"
#include "generator/driver/import_schema.hpp"
#include "generator/import/old_chain.hpp"
#include "generator/import/old_versions.hpp"
#include "generator/import/report.hpp"
#include "generator/model/cpp_words.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

/// Where an import goes: nothing of it may be there yet.
struct Target {
    std::string name;
    fs::path schema;
    fs::path chain;
};

Target target_of(const ImportOptions& options) {
    Target target;
    target.name = options.name.empty() ? options.schema.stem().string() : options.name;
    if (target.name.empty())
        throw FileError("where shall it go? name the schema file with --schema, or the schema with --name");
    if (!is_cpp_namespace(target.name) || target.name.find(':') != std::string::npos)
        throw FileError(
            fmt::format("`{}` cannot name a schema: letters, digits and `_`, not beginning with a "
                        "digit, and no word of C++; name it with --name",
                        target.name));
    target.schema = options.schema.empty() ? fs::path("schema") / (target.name + ".varve") : options.schema;
    target.chain = target.schema.parent_path() / (target.name + ".chain");
    for (const fs::path& path : {target.schema, target.chain})
        if (fs::exists(path))
            throw FileError(fmt::format("{} is there already; nothing was written", path.string()));
    return target;
}

/// The folder itself is the first source: what is wrong with it as a whole is said of it.
std::vector<OldFile> read_folder(const fs::path& folder, SourceSet& sources, DiagnosticSink& sink) {
    if (!fs::is_directory(folder)) throw FileError(fmt::format("{} is no folder", folder.string()));
    sources.add(folder.string(), "");
    std::vector<OldFile> files;
    for (const std::string& name : list_directory(folder)) {
        if (!fs::is_directory(folder / name)) {
            files.push_back({name, name.ends_with(".sql") ? add_source(folder / name, sources, sink) : 0});
            continue;
        }
        for (const std::string& inner : list_directory(folder / name)) {
            const std::string path = name + "/" + inner;
            files.push_back({path, inner.ends_with(".sql") ? add_source(folder / path, sources, sink) : 0});
        }
    }
    return files;
}

void check_old_table(const std::string& named) {
    const std::vector<std::string_view>& known = known_old_tables();
    if (named.empty() || std::find(known.begin(), known.end(), named) != known.end()) return;
    throw FileError(
        fmt::format("`{}` is no version table that varve reads; it reads {}", named, fmt::join(known, ", ")));
}

/// Which revision each of the old tool's versions has become.
bool make_map(const OldChain& old, const std::string& table, VerifiedChain& chain, DiagnosticSink& sink) {
    if (table.empty()) return true;
    const auto versions = versions_in(table, old, sink);
    if (!versions) return false;
    chain.import.table = table;
    for (std::size_t i = 0; i != versions->size(); ++i)
        chain.import.versions.push_back({(*versions)[i], chain.records[i].digest});
    return true;
}

std::string adoption_note(const std::string& table) {
    if (table.empty())
        return "no version table is named: a database that holds one is adopted only when `--from <table>` "
               "names "
               "it\n";
    return fmt::format("databases of the old tool are adopted where {} says\n",
                       table == "user_version" ? "`PRAGMA user_version`" : fmt::format("`{}`", table));
}

void write_all(const Target& target, const std::string& schema_text, const VerifiedChain& chain,
               const std::vector<ReplayedStep>& steps) {
    const HeldSignals held;
    write_directory(target.chain, chain_files(chain, steps));
    try {
        write_file(target.schema, schema_text);
    } catch (const FileError&) {
        std::error_code ignored;
        fs::remove_all(target.chain, ignored);
        throw;
    }
}

}  // namespace

int import_chain(const ImportOptions& options, Console& console) {
    const Target target = target_of(options);
    check_old_table(options.from);
    SourceSet sources;
    DiagnosticSink sink;
    const std::vector<OldFile> files = read_folder(options.folder, sources, sink);
    std::optional<OldChain> old;
    std::optional<std::vector<ReplayedStep>> steps;
    std::optional<VerifiedChain> chain;
    std::string schema_text;
    if (!sink.has_errors()) old = read_old_chain(files, sources, sink);
    if (old) steps = replay_steps(*old, sources, sink);
    if (steps) chain = prove_steps(target.name, *steps, sources, sink);
    std::string table;
    if (chain) {
        table = options.from.empty() ? std::string(old_table_of(old->layout)) : options.from;
        make_map(*old, table, *chain, sink);
        schema_text = import_schema(steps->back().schema, chain->revisions.back().schema,
                                    table == "user_version" ? "" : table, sink);
    }
    if (print_diagnostics(sink, sources, console)) {
        console.err << "nothing was written\n";
        return exit_failed;
    }
    write_all(target, schema_text, *chain, *steps);
    console.out << import_report(*old, *steps, sources) << adoption_note(table)
                << fmt::format("wrote {}\nwrote {}: {} frozen revision{}, head {}\n", target.schema.string(),
                               target.chain.string(), chain->frozen, chain->frozen == 1 ? "" : "s",
                               chain->records.back().id());
    return exit_done;
}

}  // namespace varve::compiler
