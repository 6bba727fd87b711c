#include "generator/driver/chain_directory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "generator/check/check_text.hpp"
#include "generator/check/compile.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/rebase_files.hpp"
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

std::optional<std::string> bytes_of(const fs::path& file) {
    if (!fs::exists(file)) return std::nullopt;
    return read_file_begin(file, largest_file + 1);
}

RevisionBytes bytes_in(const fs::path& directory) {
    return {directory.filename().string(),
            bytes_of(directory / "up.sql"),
            bytes_of(directory / "down.sql"),
            bytes_of(directory / "schema.varve"),
            bytes_of(directory / "proof.sql"),
            bytes_of(directory / "stamp"),
            {}};
}

std::uint32_t add_bytes(const fs::path& path, std::string bytes, SourceSet& sources, DiagnosticSink& sink) {
    std::string text;
    const bool fits = bytes.size() <= largest_file;
    if (fits && !detail::read_text(bytes, text)) return sources.add(path.string(), std::move(text));
    const std::uint32_t file = sources.add(path.string(), std::move(bytes));
    check_text(sources, file, sink);
    return file;
}

void compile_snapshot(RevisionSource& revision, const SourceSet& sources, DiagnosticSink& sink) {
    auto compiled = compile(sources, *revision.schema_file, sink, true);
    if (!compiled) return;
    // A copy is no larger than what it holds, and those of a long chain are kept together.
    revision.schema = std::as_const(*compiled);
    revision.schema_text = normalise_schema_text(sources, *revision.schema_file, sink);
}

/// Reads one revision directory's files.
class RevisionReader {
public:
    RevisionReader(const fs::path& path, const KnownRevisions& known, SourceSet& sources,
                   DiagnosticSink& sink, ChainDirectory& chain)
        : path_(path), known_(known), sources_(sources), sink_(sink), chain_(chain) {
        bytes_ = bytes_in(path);
        for (const std::string& entry : list_directory(path))
            if (entry.starts_with(crossing_prefix) && fs::is_directory(path / entry))
                bytes_.ways.push_back(bytes_in(path / entry));
    }

    void read(const DirectoryName& name) {
        if (const std::optional<AmendmentSource> amendment = amended(name)) return read_amendment(*amendment);
        RevisionSource revision;
        revision.directory = bytes_.directory;
        revision.number = name.number;
        revision.name = name.name;
        const bool passed_over = find_known(revision);
        if (bytes_.ways.empty())
            read_texts(path_, bytes_, revision);
        else
            read_ways(revision);
        if (passed_over)
            chain_.inputs.push_back((path_ / "schema.varve").string());
        else
            revision.schema_file = source(path_, "schema.varve", bytes_.schema, true);
        const auto stamp = source(path_, "stamp", bytes_.stamp, false);
        if (sink_.has_errors()) return;
        if (!revision.ways.empty()) revision.file = revision.schema_file.value_or(revision.ways.front().file);
        revision.message =
            message_of(sources_[revision.ways.empty() ? revision.file : revision.ways.front().file].text());
        if (stamp) revision.stamp = without_line_end(sources_[*stamp].text());
        if (!passed_over) compile_snapshot(revision, sources_, sink_);
        if (!sink_.has_errors()) chain_.revisions.push_back(std::move(revision));
    }

private:
    void read_texts(const fs::path& directory, RevisionBytes& bytes, WayTexts& texts) {
        const auto up = source(directory, "up.sql", bytes.up, true);
        texts.down_file = source(directory, "down.sql", bytes.down, false);
        texts.proof_file = source(directory, "proof.sql", bytes.proof, false);
        if (sink_.has_errors()) return;
        texts.file = *up;
        texts.up = normalised(*up);
        if (texts.down_file) texts.down = normalised(*texts.down_file);
        if (texts.proof_file) texts.proof = normalised(*texts.proof_file);
    }

    /// What the directory amends, where it is no revision of its own: by the lock's line of its stamp; by the
    /// file `of` of a draft; a down alone amends something, be it not known what.
    std::optional<AmendmentSource> amended(const DirectoryName& name) {
        AmendmentSource source;
        source.texts.directory = bytes_.directory;
        source.texts.number = name.number;
        source.texts.name = name.name;
        if (bytes_.stamp) source.texts.stamp = without_line_end(*bytes_.stamp);
        const auto& lines = chain_.lock.amendments;
        const auto line = std::find_if(lines.begin(), lines.end(), [&](const AmendmentRecord& each) {
            return source.texts.stamp && each.digest == *source.texts.stamp;
        });
        if (line != lines.end()) {
            source.kind = line->kind;
            source.of = line->of;
            source.parent = line->parent;
            return source;
        }
        if (const auto of = bytes_of(path_ / of_name); of && source.is_draft()) {
            chain_.inputs.push_back((path_ / of_name).string());
            read_of(*of, source);
            return source;
        }
        source.kind = AmendmentRecord::Kind::redown;
        const bool down_alone = bytes_.down && !bytes_.up && !bytes_.schema && bytes_.ways.empty();
        return down_alone && !source.is_draft() ? std::optional<AmendmentSource>(source) : std::nullopt;
    }

    void read_amendment(AmendmentSource source) {
        RevisionSource& texts = source.texts;
        const bool supersedes = source.kind == AmendmentRecord::Kind::supersede;
        if (supersedes) {
            read_texts(path_, bytes_, texts);
            texts.schema_file = this->source(path_, "schema.varve", bytes_.schema, true);
        } else {
            texts.down_file = this->source(path_, "down.sql", bytes_.down, true);
            if (texts.down_file) texts.file = *texts.down_file;
            if (texts.down_file) texts.down = normalised(*texts.down_file);
        }
        this->source(path_, "stamp", bytes_.stamp, false);
        if (sink_.has_errors()) return;
        texts.message = message_of(sources_[texts.file].text());
        if (supersedes) compile_snapshot(texts, sources_, sink_);
        if (!sink_.has_errors()) chain_.amendments.push_back(std::move(source));
    }

    /// A merge has its texts in a directory a parent.
    void read_ways(RevisionSource& revision) {
        for (RevisionBytes& bytes : bytes_.ways) {
            WaySource& way = revision.ways.emplace_back();
            const fs::path directory = path_ / bytes.directory;
            chain_.inputs.push_back(directory.string());
            way.directory = fmt::format("{}/{}", revision.directory, bytes.directory);
            way.parent = bytes.directory.substr(std::string_view(crossing_prefix).size());
            read_texts(directory, bytes, way);
        }
        for (const auto* text : {&bytes_.up, &bytes_.down, &bytes_.proof})
            if (*text) refuse_own_texts();
    }

    void refuse_own_texts() {
        sink_.error(DiagnosticKind::crossings_differ, {sources_.add(path_.string(), ""), 0, 0},
                    fmt::format("`{}` has crossings and SQL of its own besides", path_.filename().string()),
                    {}, "a merge has its SQL in its `from_…` directories alone: remove the rest");
    }

    /// Whether the snapshot need not be read. The newest's always is: today's schema is compared with it.
    bool find_known(RevisionSource& revision) {
        if (!bytes_.stamp) return false;
        const std::string stamp = without_line_end(*bytes_.stamp);
        const auto record = std::find_if(chain_.lock.records.begin(), chain_.lock.records.end(),
                                         [&](const LockRecord& each) { return each.digest == stamp; });
        if (record == chain_.lock.records.end()) return false;
        chain_.contents.push_back(known_.digest_of(bytes_, *record));
        revision.known = known_.has(chain_.contents.back());
        return revision.known && record + 1 != chain_.lock.records.end();
    }

    std::optional<std::uint32_t> source(const fs::path& directory, const char* name,
                                        std::optional<std::string>& bytes, bool required) {
        const fs::path file = directory / name;
        if (bytes) {
            chain_.inputs.push_back(file.string());
            return add_bytes(file, std::move(*bytes), sources_, sink_);
        }
        if (required) {
            const std::uint32_t missing = sources_.add(file.string(), "");
            sink_.error(DiagnosticKind::missing_file, {missing, 0, 0},
                        fmt::format("revision `{}` has no {}",
                                    directory.lexically_relative(path_.parent_path()).generic_string(), name),
                        {}, way_out_of_missing(file));
        }
        return std::nullopt;
    }

    /// Git need not know a draft: what wrote it can write it again.
    std::string way_out_of_missing(const fs::path& file) const {
        const std::string restore = fmt::format("git checkout -- {}", file.string());
        if (!bytes_.directory.starts_with(draft_prefix)) return "restore it: " + restore;
        const bool amends = fs::exists(path_ / of_name);
        return fmt::format(
            "write it, or restore it where git has it ({}); or remove {} and make the draft anew with {}",
            restore, path_.string(),
            !bytes_.ways.empty() ? "`varve merge`"
            : amends             ? "`varve supersede` or `varve redown`"
                                 : "`varve revision`");
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
    const KnownRevisions& known_;
    SourceSet& sources_;
    DiagnosticSink& sink_;
    ChainDirectory& chain_;
    RevisionBytes bytes_;
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
    return add_bytes(path, read_file_begin(path, largest_file + 1), sources, sink);
}

void read_snapshot(const fs::path& chain, RevisionSource& revision, SourceSet& sources,
                   DiagnosticSink& sink) {
    revision.schema_file = add_source(chain / revision.directory / "schema.varve", sources, sink);
    if (!sink.has_errors()) compile_snapshot(revision, sources, sink);
}

ChainDirectory read_chain_directory(const fs::path& path, const KnownRevisions& known, SourceSet& sources,
                                    DiagnosticSink& sink) {
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
    if (is_amid_rebase(path)) {
        sink.error(DiagnosticKind::rebase_interrupted, {sources.add(path.string(), ""), 0, 0},
                   "a rebase of this chain was interrupted", {},
                   "run `varve rebase --base <ref>` again: it ends or undoes what was begun");
        return chain;
    }
    read_lock(path, sources, sink, chain);
    read_import_map(path, sources, sink, chain);
    for (const std::string& entry : list_directory(path)) {
        const fs::path directory = path / entry;
        if (!fs::is_directory(directory)) continue;
        chain.inputs.push_back(directory.string());
        if (const auto name = parse_directory_name(entry)) {
            RevisionReader(directory, known, sources, sink, chain).read(*name);
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
