#pragma once

#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/history/demands.hpp"
#include "generator/history/populate.hpp"
#include "generator/history/revision.hpp"

namespace varve::compiler {

/// The words for what a rehearsal finds, at the revision's up.sql or down.sql, or at the schema that an
/// ephemeral draft was made for. Warnings speak of drafts only: a frozen revision can no longer be given a
/// proof.
class ReplayReport {
public:
    ReplayReport(const RevisionSource& source, bool draft, DiagnosticSink& sink)
        : source_(source), draft_(draft), sink_(sink) {}

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
    void unknown_loss(const std::string& name);
    void up_fails_again(const std::string& reason);

private:
    Span up() const;
    Span down() const;
    std::string subject(const char* side) const;
    std::string way_out(std::string help) const;
    std::string grade() const;

    const RevisionSource& source_;
    bool draft_;
    DiagnosticSink& sink_;
};

}  // namespace varve::compiler
