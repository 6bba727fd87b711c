#include "generator/driver/chain_directory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "generator/check/check_text.hpp"
#include "generator/check/compile.hpp"
#include "generator/driver/files.hpp"
#include "runtime/include/varve/error.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

/// A directory's name: "0002_add_phone" is number and name, "draft_add_phone" a draft's.
struct DirectoryName {
    std::string number;
    std::string name;
};

std::optional<DirectoryName> parse_directory_name(std::string_view directory) {
    if (directory.starts_with(draft_prefix))
        return DirectoryName{"", std::string(directory.substr(std::string_view(draft_prefix).size()))};
    const auto end = directory.find_first_not_of("0123456789");
    if (end == 0 || end == std::string_view::npos || directory[end] != '_' || end + 1 == directory.size())
        return std::nullopt;
    return DirectoryName{std::string(directory.substr(0, end)), std::string(directory.substr(end + 1))};
}

/// A draft's message is the first comment of its up.sql.
std::string message_of(std::string_view up) {
    const auto begin = up.find_first_not_of(" \t\n");
    if (begin == std::string_view::npos || !up.substr(begin).starts_with("--")) return {};
    std::string_view line = up.substr(begin + 2);
    line = line.substr(0, line.find('\n'));
    if (line.starts_with('@')) return {};
    const auto first = line.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string() : std::string(line.substr(first));
}

/// Reads one revision directory's files.
class RevisionReader {
public:
    RevisionReader(const fs::path& path, SourceSet& sources, DiagnosticSink& sink, ChainDirectory& chain)
        : path_(path), sources_(sources), sink_(sink), chain_(chain) {}

    void read(const DirectoryName& name) {
        RevisionSource revision;
        revision.directory = path_.filename().string();
        revision.number = name.number;
        revision.name = name.name;
        const auto up = source("up.sql", true);
        const auto schema = source("schema.varve", true);
        const auto down = source("down.sql", false);
        const auto proof = source("proof.sql", false);
        const auto stamp = source("stamp", false);
        if (sink_.has_errors()) return;
        revision.file = *up;
        revision.down_file = down;
        revision.proof_file = proof;
        revision.schema_file = schema;
        revision.message = message_of(sources_[*up].text());
        revision.up = normalised(*up);
        if (down) revision.down = normalised(*down);
        if (proof) revision.proof = normalised(*proof);
        if (stamp) revision.stamp = without_line_end(sources_[*stamp].text());
        revision.schema_text = normalise_schema_text(sources_, *schema, sink_);
        std::optional<Schema> compiled = compile(sources_, *schema, sink_, true);
        if (!compiled) return;
        revision.schema = std::move(*compiled);
        chain_.revisions.push_back(std::move(revision));
    }

private:
    std::optional<std::uint32_t> source(const char* name, bool required) {
        const fs::path file = path_ / name;
        if (fs::exists(file)) {
            chain_.inputs.push_back(file.string());
            return add_source(file, sources_, sink_);
        }
        if (required) {
            const std::uint32_t missing = sources_.add(file.string(), "");
            sink_.error(DiagnosticKind::missing_file, {missing, 0, 0},
                        fmt::format("revision `{}` has no {}", path_.filename().string(), name), {},
                        fmt::format("restore it: git checkout -- {}", file.string()));
        }
        return std::nullopt;
    }

    std::string normalised(std::uint32_t file) {
        try {
            return detail::normalise_sql(sources_[file].text());
        } catch (const Error& error) {
            sink_.error(DiagnosticKind::unreadable_sql, {file, 0, 0}, error.what());
            return {};
        }
    }

    static std::string without_line_end(std::string_view text) {
        if (text.ends_with('\n')) text.remove_suffix(1);
        return std::string(text);
    }

    const fs::path& path_;
    SourceSet& sources_;
    DiagnosticSink& sink_;
    ChainDirectory& chain_;
};

void read_lock(const fs::path& path, SourceSet& sources, DiagnosticSink& sink, ChainDirectory& chain) {
    const fs::path file = path / lock_name;
    if (!fs::exists(file)) {
        const std::uint32_t missing = sources.add(file.string(), "");
        chain.lock_span = {missing, 0, 0};
        return;
    }
    chain.inputs.push_back(file.string());
    const std::uint32_t source = add_source(file, sources, sink);
    chain.lock_span = {source, 0, 0};
    if (sink.has_errors()) return;
    if (std::optional<Lock> lock = parse_lock(sources, source, sink)) chain.lock = std::move(*lock);
}

void read_import_map(const fs::path& path, SourceSet& sources, DiagnosticSink& sink, ChainDirectory& chain) {
    const fs::path file = path / import_map_name;
    if (!fs::exists(file) || sink.has_errors()) return;
    chain.inputs.push_back(file.string());
    const std::uint32_t source = add_source(file, sources, sink);
    if (sink.has_errors()) return;
    if (auto map = parse_import_map(sources, source, chain.lock, sink)) chain.import = std::move(*map);
}

/// What a depfile can watch for a chain that is still to come: the nearest directory above it that exists.
fs::path nearest_directory(const fs::path& path) {
    fs::path above = fs::absolute(path).parent_path();
    while (!fs::is_directory(above) && above.has_relative_path())
        above = above.parent_path();
    return above;
}

}  // namespace

std::uint32_t add_source(const fs::path& path, SourceSet& sources, DiagnosticSink& sink) {
    std::string bytes = read_file_begin(path, largest_file + 1);
    std::string text;
    const bool fits = bytes.size() <= largest_file;
    if (fits && !detail::read_text(bytes, text)) return sources.add(path.string(), std::move(text));
    const std::uint32_t file = sources.add(path.string(), std::move(bytes));
    check_text(sources, file, sink);
    return file;
}

ChainDirectory read_chain_directory(const fs::path& path, SourceSet& sources, DiagnosticSink& sink) {
    ChainDirectory chain;
    if (fs::exists(path) && !fs::is_directory(path)) {
        sink.error(DiagnosticKind::chain_not_directory, {sources.add(path.string(), ""), 0, 0},
                   "the chain's place is taken by something that is no directory", {},
                   "move it away, or name another place with `chain \"…\"` in the schema block");
        return chain;
    }
    if (!fs::is_directory(path)) {
        chain.inputs.push_back(nearest_directory(path).string());
        chain.lock_span = {sources.add((path / lock_name).string(), ""), 0, 0};
        return chain;
    }
    chain.inputs.push_back(path.string());
    read_lock(path, sources, sink, chain);
    read_import_map(path, sources, sink, chain);
    for (const std::string& entry : list_directory(path)) {
        const fs::path directory = path / entry;
        if (!fs::is_directory(directory)) continue;
        chain.inputs.push_back(directory.string());
        if (const auto name = parse_directory_name(entry)) {
            RevisionReader(directory, sources, sink, chain).read(*name);
        } else {
            const std::uint32_t file = sources.add(directory.string(), "");
            sink.error(DiagnosticKind::bad_directory_name, {file, 0, 0},
                       fmt::format(
                           "`{}` is no revision: a directory of a chain is named `0001_name` or `draft_name`",
                           entry),
                       {}, "move it out of the chain");
        }
    }
    std::stable_partition(chain.revisions.begin(), chain.revisions.end(),
                          [](const RevisionSource& revision) { return !revision.number.empty(); });
    return chain;
}

}  // namespace varve::compiler
