#include "generator/history/verify_revision.hpp"

#include <fmt/format.h>

#include "generator/history/record.hpp"
#include "generator/history/report_edit.hpp"

namespace varve::compiler {
namespace {

class Comparison {
public:
    Comparison(const LockRecord& record, const RevisionSource& revision, DiagnosticSink& sink)
        : record_(record), revision_(revision), sink_(sink), found_(make_record(revision, record.parents)) {}

    void run() {
        if (revision_.number.empty() || revision_.name != record_.name)
            report_renamed(revision_.directory, revision_.number, record_.name, revision_.file, record_.span,
                           sink_);
        compare_content();
        for (std::size_t i = 0; i != found_.ways.size(); ++i)
            compare_back(i);
    }

private:
    const WayTexts& texts(std::size_t way) const {
        if (way >= own_count()) return revision_.newer[way - own_count()];
        return revision_.ways.empty() ? static_cast<const WayTexts&>(revision_) : revision_.ways[way];
    }

    const std::string& directory(std::size_t way) const {
        if (way >= own_count()) return revision_.newer[way - own_count()].directory;
        return revision_.ways.empty() ? revision_.directory : revision_.ways[way].directory;
    }

    /// The ways that it was frozen with.
    std::size_t own_count() const { return revision_.ways.empty() ? 1 : revision_.ways.size(); }

    void compare_back(std::size_t way) {
        const WayDigests& frozen = record_.ways[way];
        const WayDigests& found = found_.ways[way];
        if (found.down != frozen.down)
            report(DiagnosticKind::down_edited, texts(way).down_file, directory(way), "down.sql",
                   verb_of(frozen.down, found.down));
        if (found.proof != frozen.proof)
            report(DiagnosticKind::proof_edited, texts(way).proof_file, directory(way), "proof.sql",
                   verb_of(frozen.proof, found.proof));
    }

    /// Whether every up is the one that the line speaks of.
    bool same_ups(bool told) {
        bool same = true;
        for (std::size_t i = 0; i != found_.ways.size(); ++i) {
            if (found_.ways[i].body == record_.ways[i].body) continue;
            same = false;
            if (told) report(DiagnosticKind::up_edited, texts(i).file, directory(i), "up.sql", "edited");
        }
        return same;
    }

    /// The digest is taken under the frozen name: a renamed directory is not an edited one as well.
    void compare_content() {
        const bool same = digest_of(revision_, record_.name, record_.parents) == record_.digest;
        const bool same_up = same_ups(false);
        const bool same_structure = found_.fingerprint == record_.fingerprint;
        if (same && (!same_up || !same_structure)) return report_line(same_up ? "fingerprint" : "body");
        if (same) return;
        same_ups(true);
        // The structure stays where only an enum's name or a check's name was touched; the digest sees that
        // too.
        if (!same_structure || same_up)
            report(DiagnosticKind::schema_edited, revision_.schema_file, revision_.directory, "schema.varve",
                   "edited");
    }

    void report(DiagnosticKind kind, std::optional<std::uint32_t> file, const std::string& directory,
                std::string_view text, std::string_view verb) {
        report_edit({kind, file.value_or(revision_.file), directory, text, verb}, record_.span, sink_);
    }

    void report_line(std::string_view key) {
        sink_.error(
            DiagnosticKind::lock_line_edited, record_.span,
            fmt::format(
                "the lock's `{}=` of revision `{}` is not that of its directory, though the digest is", key,
                revision_.directory),
            {}, "the line was edited: restore the lock from version control");
    }

    const LockRecord& record_;
    const RevisionSource& revision_;
    DiagnosticSink& sink_;
    LockRecord found_;
};

}  // namespace

void verify_revision(const LockRecord& record, const RevisionSource& revision, DiagnosticSink& sink) {
    Comparison(record, revision, sink).run();
}

}  // namespace varve::compiler
