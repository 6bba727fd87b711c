#include "generator/import/old_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "generator/import/file_names.hpp"
#include "generator/import/sections.hpp"

namespace varve::compiler {
namespace {

struct NamedFile {
    FileName name;
    const OldFile* file;
};

Span whole(const SourceSet& sources, std::uint32_t file) {
    return {file, 0, static_cast<std::uint32_t>(sources[file].text().size())};
}

bool is_marked(Layout layout) {
    return layout == Layout::dbmate || layout == Layout::goose;
}

bool is_program(std::string_view suffix) {
    constexpr std::string_view known[] = {".go", ".py", ".js", ".ts", ".rb", ".rs", ".php", ".sh"};
    return std::find(std::begin(known), std::end(known), suffix) != std::end(known);
}

class ChainReader {
public:
    ChainReader(const SourceSet& sources, DiagnosticSink& sink) : sources_(sources), sink_(sink) {}

    std::optional<OldChain> read(const std::vector<OldFile>& files) {
        for (const OldFile& file : files)
            take(file);
        if (named_.empty() && !sink_.has_errors()) refuse_empty();
        if (sink_.has_errors() || !settle_layout()) return std::nullopt;
        for (const NamedFile& each : named_)
            add(each);
        for (const auto& [version, step] : steps_)
            if (!step.has_up) refuse_no_up(step.step);
        if (sink_.has_errors()) return std::nullopt;
        order();
        note_gaps();
        return std::move(chain_);
    }

private:
    struct Half {
        OldStep step;
        bool has_up = false;
    };

    void take(const OldFile& file) {
        if (!file.path.ends_with(".sql")) {
            leave_alone(file.path);
            return;
        }
        std::optional<FileName> name = read_file_name(file.path);
        if (!name) {
            sink_.error(
                DiagnosticKind::import_stray, {file.source, 0, 0},
                fmt::format("`{}` is no step: its name has no number where a step has one", file.path), {},
                "move it out of the folder, or number it");
            return;
        }
        if (name->layout == Layout::plain) name->layout = marked_layout(sources_[file.source].text());
        named_.push_back({std::move(*name), &file});
    }

    /// Some tools run programs, too, and count them as versions.
    void leave_alone(const std::string& path) {
        std::string note = fmt::format("`{}` is no SQL and was left alone", path);
        const auto dot = path.rfind('.');
        const auto step = read_file_name(path.substr(0, dot) + ".sql");
        if (step && dot != std::string::npos && is_program(std::string_view(path).substr(dot)))
            note += fmt::format(": a database that ran it holds version {}, which is not in this chain",
                                step->version);
        chain_.notes.push_back(std::move(note));
    }

    void refuse_empty() {
        sink_.error(
            DiagnosticKind::import_layout, {0, 0, 0}, "the folder holds no chain of SQL files", {},
            "name the folder in which `0001_name.up.sql`, `0001_name.sql` or `<date>_name/up.sql` stand");
    }

    /// One layout for all. A file without marks among those of dbmate or goose has lost its own.
    bool settle_layout() {
        chain_.layout = named_.front().name.layout;
        for (const NamedFile& each : named_)
            if (chain_.layout == Layout::plain && is_marked(each.name.layout))
                chain_.layout = each.name.layout;
        const bool marked = is_marked(chain_.layout);
        for (NamedFile& each : named_) {
            if (marked && each.name.layout == Layout::plain) each.name.layout = chain_.layout;
            if (each.name.layout == chain_.layout) continue;
            sink_.error(DiagnosticKind::import_layout, {each.file->source, 0, 0},
                        fmt::format("two layouts in one folder: `{}` is {}, but `{}` is {}",
                                    named_.front().file->path, describe(named_.front().name.layout),
                                    each.file->path, describe(each.name.layout)),
                        {}, "import each layout from a folder of its own, or rename the odd files");
            return false;
        }
        return true;
    }

    void add(const NamedFile& each) {
        const auto [at, fresh] = steps_.try_emplace(each.name.version);
        Half& half = at->second;
        if (!fresh && (each.name.side == Side::both || half.step.title != each.name.title))
            return refuse_twice(each, half.step);
        half.step.version = each.name.version;
        half.step.title = each.name.title;
        half.step.name = revision_name(each.name.title);
        if (each.name.side == Side::down) {
            half.step.down = whole(sources_, each.file->source);
            if (!half.has_up) half.step.up = {each.file->source, 0, 0};
            return;
        }
        half.has_up = true;
        half.step.up = whole(sources_, each.file->source);
        if (!is_marked(chain_.layout)) return;
        if (const auto sections = read_sections(chain_.layout, sources_, each.file->source, sink_)) {
            half.step.up = sections->up;
            half.step.down = sections->down;
        }
    }

    void refuse_twice(const NamedFile& each, const OldStep& first) {
        sink_.error(DiagnosticKind::import_duplicate, {each.file->source, 0, 0},
                    fmt::format("`{}` and `{}` have the same number, {}", first.title, each.name.title,
                                each.name.version),
                    {}, "rename the one that databases ran later, so that its number says so");
    }

    void refuse_no_up(const OldStep& step) {
        sink_.error(DiagnosticKind::import_no_up, {step.up.file, 0, 0},
                    fmt::format("`{}` has a way down, but none up", step.title), {},
                    "bring back its up, or move its down out of the folder");
    }

    void order() {
        for (auto& [version, half] : steps_)
            chain_.steps.push_back(std::move(half.step));
        std::sort(chain_.steps.begin(), chain_.steps.end(), [this](const OldStep& a, const OldStep& b) {
            return version_before(chain_.layout, a.version, b.version);
        });
    }

    /// Dates have gaps by nature; numbers that people count do not.
    void note_gaps() {
        constexpr std::size_t longest_number = 6;
        for (std::size_t i = 1; i < chain_.steps.size(); ++i) {
            const std::string& before = chain_.steps[i - 1].version;
            const std::string& after = chain_.steps[i].version;
            if (chain_.layout == Layout::folders || after.size() > longest_number) continue;
            if (std::stoul(after) == std::stoul(before) + 1) continue;
            chain_.notes.push_back(fmt::format("there is no step between {} and {}", before, after));
        }
    }

    const SourceSet& sources_;
    DiagnosticSink& sink_;
    std::vector<NamedFile> named_;
    std::map<std::string, Half> steps_;
    OldChain chain_;
};

}  // namespace

std::string_view describe(Layout layout) {
    switch (layout) {
        case Layout::pairs:
            return "pairs of `.up.sql` and `.down.sql` (golang-migrate)";
        case Layout::folders:
            return "folders with `up.sql` and `down.sql` (diesel)";
        case Layout::dbmate:
            return "files with `-- migrate:up` and `-- migrate:down` (dbmate)";
        case Layout::goose:
            return "files with `-- +goose Up` and `-- +goose Down` (goose)";
        case Layout::refinery:
            return "files named `V1__name.sql` (refinery)";
        case Layout::plain:
            break;
    }
    return "numbered files without a way down";
}

std::optional<OldChain> read_old_chain(const std::vector<OldFile>& files, const SourceSet& sources,
                                       DiagnosticSink& sink) {
    return ChainReader(sources, sink).read(files);
}

}  // namespace varve::compiler
