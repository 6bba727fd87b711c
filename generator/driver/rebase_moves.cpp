#include "generator/driver/rebase_moves.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "generator/check/compile.hpp"
#include "generator/history/merge_snapshots.hpp"
#include "generator/history/move_sql.hpp"
#include "generator/history/written_renames.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

/// One line without the blanks that align it.
std::string without_runs(std::string_view line) {
    std::string out;
    char quote = 0;
    for (const char c : line) {
        const bool blank = c == ' ' && quote == 0;
        if (blank && (out.empty() || out.back() == ' ')) continue;
        if (quote == 0 ? c == '"' || c == '\'' : c == quote) quote = quote == 0 ? c : 0;
        out += c;
    }
    return out;
}

/// In the form that is compared item by item, whatever the snapshot's own file looks like.
std::string lines_of(const Schema& schema) {
    if (schema.name.empty()) return {};
    std::string lines;
    const std::string text = lower(schema);
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
        const std::string line = without_runs(std::string_view(text).substr(at, text.find('\n', at) - at));
        if (!line.empty()) lines += line + '\n';
    }
    return lines;
}

std::string text_of(const SourceSet& sources, std::optional<std::uint32_t> file) {
    return file ? std::string(sources[*file].text()) : std::string();
}

class LineMover {
public:
    LineMover(Project& project, const RevisionSource* onto, const std::string& onto_digest)
        : project_(project), onto_name_(onto == nullptr ? "base" : title_of(*onto)), parent_(onto_digest) {
        if (onto != nullptr) onto_ = onto->schema;
    }

    std::optional<Move> move(const std::vector<RevisionSource>& line, Schema before) {
        for (const RevisionSource& revision : line) {
            std::optional<Schema> merged = merge(revision, before);
            if (!merged) return std::nullopt;
            add(revision, before, std::move(*merged));
            before = revision.schema;
        }
        return std::move(move_);
    }

private:
    std::optional<Schema> merge(const RevisionSource& revision, const Schema& before) {
        const Schema after = with_written_renames(revision.schema, before, revision.up);
        const Renames renames = renames_of(match(before, after));
        const MergedSnapshot merged =
            merge_snapshots(lines_of(under_new_names(before, renames)), lines_of(revision.schema),
                            lines_of(under_new_names(onto_, renames)));
        if (!merged.conflicts.empty()) {
            report(revision, merged.conflicts);
            return std::nullopt;
        }
        const std::uint32_t file = project_.sources.add(
            fmt::format("({} behind {})/schema.varve", revision.directory, onto_name_), merged.text);
        return compile(project_.sources, file, project_.sink, true);
    }

    void report(const RevisionSource& revision, const std::vector<MergeConflict>& conflicts) {
        std::string message = fmt::format("`{}` cannot be put behind {}: both sides changed the same",
                                          revision.directory, onto_name_);
        const auto side = [](const std::string& line) { return line.empty() ? "(other)" : '`' + line + '`'; };
        for (const MergeConflict& each : conflicts) {
            message += "\n  " + each.what;
            if (!each.ours.empty() || !each.theirs.empty())
                message += fmt::format(": {} here, {} there", side(each.ours), side(each.theirs));
        }
        project_.sink.error(
            DiagnosticKind::rebase_conflict, place_of(revision), message, {},
            "join the two lines with `varve merge`; or take the revision out of the chain, its directory "
            "and its line in the lock, and plan it anew with `varve revision --autogenerate`");
    }

    void add(const RevisionSource& revision, const Schema& before, Schema merged) {
        const StepTexts written{text_of(project_.sources, revision.file),
                                text_of(project_.sources, revision.down_file)};
        const StepTexts texts = move_sql(written, before, revision.schema, onto_, merged);
        RevisionSource moved = revision;
        moved.up = detail::normalise_sql(texts.up);
        moved.down = detail::normalise_sql(texts.down);
        if (texts.up != written.up) moved.file = add_source(revision, "up.sql", texts.up);
        if (texts.down != written.down) moved.down_file = add_source(revision, "down.sql", texts.down);
        moved.schema = std::move(merged);
        const std::string schema = lower(moved.schema);
        moved.schema_file = add_source(revision, "schema.varve", schema);
        moved.schema_text = normalise_schema_text(project_.sources, *moved.schema_file, project_.sink);
        moved.known = false;
        std::vector<std::string> parents;
        if (!parent_.empty()) parents.push_back(parent_);
        move_.records.push_back(make_record(moved, parents));
        parent_ = move_.records.back().digest;
        onto_ = moved.schema;
        onto_name_ = title_of(revision);
        move_.texts.push_back({texts.up, texts.down, schema});
        move_.revisions.push_back(std::move(moved));
    }

    /// A text that stands in no file yet.
    std::uint32_t add_source(const RevisionSource& revision, const char* name, const std::string& text) {
        return project_.sources.add(fmt::format("(rebased) {}/{}", revision.directory, name), text);
    }

    Project& project_;
    Schema onto_;
    std::string onto_name_;
    std::string parent_;
    Move move_;
};

}  // namespace

std::optional<Move> move_line(Project& project, const std::vector<RevisionSource>& line, const Schema& fork,
                              const RevisionSource* onto, const std::string& onto_digest) {
    return LineMover(project, onto, onto_digest).move(line, fork);
}

}  // namespace varve::compiler
