#include "generator/history/verify_revision.hpp"

#include <fmt/format.h>

#include "generator/history/record.hpp"

namespace varve::compiler {
namespace {

class Comparison {
public:
    Comparison(const LockRecord& record, const RevisionSource& revision, DiagnosticSink& sink)
        : record_(record), revision_(revision), sink_(sink), found_(make_record(revision, record.parents)) {}

    void run() {
        if (revision_.number.empty() || revision_.name != record_.name) report_renamed();
        compare_content();
        if (found_.down != record_.down)
            report(DiagnosticKind::down_edited, revision_.down_file, "down.sql",
                   edited(record_.down, found_.down));
        if (found_.proof != record_.proof)
            report(DiagnosticKind::proof_edited, revision_.proof_file, "proof.sql",
                   edited(record_.proof, found_.proof));
    }

private:
    /// The digest is taken under the frozen name: a renamed directory is not an edited one as well.
    void compare_content() {
        const bool same = digest_of(revision_, record_.name, record_.parents) == record_.digest;
        const bool same_up = found_.body == record_.body;
        const bool same_structure = found_.fingerprint == record_.fingerprint;
        if (same && (!same_up || !same_structure)) return report_line(same_up ? "fingerprint" : "body");
        if (same) return;
        if (!same_up) report(DiagnosticKind::up_edited, revision_.file, "up.sql", "edited");
        // The structure stays where only an enum's name or a check's name was touched; the digest sees that
        // too.
        if (!same_structure || same_up)
            report(DiagnosticKind::schema_edited, revision_.schema_file, "schema.varve", "edited");
    }

    static std::string_view edited(const std::string& frozen, const std::string& found) {
        if (frozen.empty()) return "added";
        return found.empty() ? "removed" : "edited";
    }

    void report(DiagnosticKind kind, std::optional<std::uint32_t> file, std::string_view text,
                std::string_view verb) {
        const std::string way_back = verb == "added" ? fmt::format("remove it")
                                                     : fmt::format("restore it: `git checkout -- '*/{}/{}'`",
                                                                   revision_.directory, text);
        sink_.error(kind, {file.value_or(revision_.file), 0, 0},
                    fmt::format("the {} of `{}` was {} after it was frozen", text, revision_.directory, verb),
                    {{record_.span, "frozen here"}},
                    way_back + "; a change belongs in a new revision, made by `varve revision -m …`");
    }

    void report_renamed() {
        const std::string number = revision_.number.empty() ? "<number>" : revision_.number;
        sink_.error(DiagnosticKind::revision_renamed, {revision_.file, 0, 0},
                    fmt::format("`{}` is the frozen revision `{}` under another name", revision_.directory,
                                record_.name),
                    {{record_.span, "frozen here"}},
                    fmt::format("rename the directory back to `{}_{}`", number, record_.name));
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
