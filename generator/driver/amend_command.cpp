#include <fmt/format.h>

#include <optional>
#include <ostream>
#include <utility>

#include "generator/driver/chain_directory.hpp"
#include "generator/driver/commands.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/find_revision.hpp"
#include "generator/driver/freeze_amendment.hpp"
#include "generator/driver/project.hpp"
#include "generator/driver/slug.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

using Kind = AmendmentRecord::Kind;

/// The way that is amended.
struct AmendedWay {
    const WayTexts* texts = nullptr;
    std::string digest;  ///< of the revision, or of what superseded it
    std::string parent;  ///< of a merge
};

int refuse_frozen_only(const RevisionSource& revision, Console& console) {
    console.err << fmt::format("error: {} is not frozen\nhelp: edit it: `varve edit`\n", title_of(revision));
    return exit_usage;
}

int refuse_parent(const RevisionSource& revision, const LockRecord& record, Console& console) {
    console.err << fmt::format("error: `{}` is a merge: say which of its crossings is meant\nhelp:",
                               revision.directory);
    for (const std::string& parent : record.parents)
        console.err << fmt::format(" --from {}", parent.substr(0, 12));
    console.err << '\n';
    return exit_usage;
}

/// The way that it was frozen with.
std::optional<AmendedWay> own_way(const RevisionSource& revision, const LockRecord& record,
                                  const std::string& from) {
    if (!record.is_merge()) return AmendedWay{&revision, record.digest, {}};
    for (const WaySource& way : revision.ways)
        if (from.size() >= 4 && way.parent.starts_with(from))
            return AmendedWay{&way, record.digest, way.parent};
    return std::nullopt;
}

/// What is superseded is the newest way from the same parent.
AmendedWay newest_way(const RevisionSource& revision, AmendedWay way) {
    for (const WaySource& newer : revision.newer)
        if (way.parent.empty() || newer.parent == way.parent) way.texts = &newer;
    return way;
}

/// What superseded a revision, by its name, its directory or its id: it has a way back of its own.
std::optional<AmendedWay> superseding_way(const Project& project, const std::string& word) {
    for (std::size_t at = 0; at != project.chain.revisions.size(); ++at)
        for (const WaySource& way : project.chain.revisions[at].newer) {
            const bool by_id = word.size() >= 4 && way.digest.starts_with(word);
            const std::size_t name = way.directory.find('_') + 1;
            if (by_id || way.directory == word || way.directory.substr(name) == word)
                return AmendedWay{&way, way.digest,
                                  project.chain.records[at].is_merge() ? way.parent : std::string()};
        }
    return std::nullopt;
}

std::string text_of(const Project& project, std::optional<std::uint32_t> file) {
    return file ? std::string(project.sources[*file].text()) : std::string();
}

std::vector<std::pair<std::string, std::string>> files_of(const Project& project, Kind kind,
                                                          const std::string& message,
                                                          const RevisionSource& revision,
                                                          const AmendedWay& way) {
    AmendmentSource draft;
    draft.kind = kind;
    draft.of = way.digest;
    draft.parent = way.parent;
    const std::string comment = fmt::format("-- {}\n", message);
    const std::string down = text_of(project, way.texts->down_file);
    if (kind == Kind::redown) return {{of_name, write_of(draft)}, {"down.sql", comment + down}};
    std::vector<std::pair<std::string, std::string>> files{
        {of_name, write_of(draft)},
        {"up.sql", comment + text_of(project, way.texts->file)},
        {"down.sql", down},
        {"schema.varve", text_of(project, revision.schema_file)}};
    if (way.texts->proof_file) files.emplace_back("proof.sql", text_of(project, way.texts->proof_file));
    return files;
}

int write_draft(const Project& project, Kind kind, const std::string& message, const RevisionSource& revision,
                const AmendedWay& way, Console& console) {
    const fs::path directory = project.chain_path / (draft_prefix + slug_of(message));
    remove_leftovers(project.chain_path);
    write_directory(directory, files_of(project, kind, message, revision, way));
    console.out << fmt::format("wrote {}\n", directory.string())
                << fmt::format("edit its {}, then run `varve freeze`\n",
                               kind == Kind::supersede ? "up.sql and down.sql" : "down.sql");
    return exit_done;
}

std::string message_or(const AmendOptions& options, const char* verb) {
    return options.message.empty() ? fmt::format("{} {}", verb, options.revision) : options.message;
}

int amend_named(Project& project, Kind kind, const AmendOptions& options, Console& console) {
    const char* const verb = kind == Kind::supersede ? "supersede" : "redown";
    const auto at = find_revision(project, options.revision, verb, console);
    if (!at) return exit_usage;
    const RevisionSource& revision = project.chain.revisions[*at];
    if (!revision.stamp) return refuse_frozen_only(revision, console);
    const LockRecord& record = project.chain.records[*at];
    std::optional<AmendedWay> way = own_way(revision, record, options.from);
    if (!way) return refuse_parent(revision, record, console);
    if (kind == Kind::supersede) *way = newest_way(revision, *way);
    return write_draft(project, kind, message_or(options, verb), revision, *way, console);
}

int amend_revision(Kind kind, const AmendOptions& options, Console& console) {
    Project project;
    if (!load_project(options.schema, project)) {
        print_diagnostics(project.sink, project.sources, console);
        return exit_failed;
    }
    if (!project.draft_directory().empty()) return refuse_second_draft(project, console);
    if (kind == Kind::redown)
        if (const auto way = superseding_way(project, options.revision))
            return write_draft(project, kind, message_or(options, "redown"), RevisionSource(), *way, console);
    return amend_named(project, kind, options, console);
}

}  // namespace

int supersede(const AmendOptions& options, Console& console) {
    return amend_revision(Kind::supersede, options, console);
}

int redown(const AmendOptions& options, Console& console) {
    return amend_revision(Kind::redown, options, console);
}

}  // namespace varve::compiler
