#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/history/demands.hpp"
#include "generator/history/populate.hpp"
#include "generator/history/revision.hpp"

namespace varve::compiler {

/// Where a rehearsal tells what it finds, and the texts to point into, if they are at hand.
struct ReplayOutput {
    DiagnosticSink& sink;
    const SourceSet* sources = nullptr;
};

/// The words for what a rehearsal finds, at the revision's up.sql or down.sql, or at the schema that an
/// ephemeral draft was made for. Warnings speak of drafts only: a frozen revision can no longer be given a
/// proof.
class ReplayReport {
public:
    ReplayReport(const RevisionSource& source, bool draft, ReplayOutput output)
        : source_(source), draft_(draft), sink_(output.sink), sources_(output.sources) {}

    bool is_of_draft() const { return draft_; }

    void proof_fails(const std::string& reason);
    void unpopulated(const std::vector<Unpopulated>& tables);

    void up_fails(const std::string& reason);
    void up_fails_on_rows(const std::string& reason);
    void up_fails_on_empty(const std::string& reason);
    void up_may_fail(const std::string& reason);
    void up_may_fail(const Demand& demand);
    void up_loses(const std::vector<std::string>& missing);

    void down_fails(const std::string& reason);
    void down_differs(const std::vector<std::string>& missing);
    void down_loses(const std::vector<std::string>& missing);
    void unknown_loss(const char* side, const std::string& name);
    void up_fails_again(const std::string& reason);

private:
    Span up(std::string_view reason = {}) const;
    Span down(std::string_view reason = {}) const;
    Span place(Span text, std::string_view reason) const;
    std::string subject(const char* side) const;
    std::string way_out(std::string help) const;
    std::string grade() const;

    const RevisionSource& source_;
    bool draft_;
    DiagnosticSink& sink_;
    const SourceSet* sources_;
};

}  // namespace varve::compiler
