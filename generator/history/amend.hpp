#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/history/lock.hpp"
#include "generator/history/revision.hpp"
#include "generator/history/verify.hpp"

namespace varve::compiler {

/// A directory that amends a frozen revision: its texts are a newer way into it, or its down alone a newer
/// way back. A draft says in its file `of` what it amends; of a frozen one the lock says it.
struct AmendmentSource {
    AmendmentRecord::Kind kind = AmendmentRecord::Kind::supersede;
    std::string of;
    std::string parent;
    RevisionSource texts;  ///< of a redown the down alone; no stamp for a draft

    bool is_draft() const { return texts.number.empty() && !texts.stamp; }
};

/// What stands in a draft's file `of`, and back.
std::string write_of(const AmendmentSource& draft);
bool read_of(std::string_view text, AmendmentSource& draft);

/// The record that freezing a draft behind `lock` gives. What it amends must stand in the chain.
AmendmentRecord make_amendment(const AmendmentSource& draft, VerifiedChain& chain, const Lock& lock);

/// Compares directories with the lock's amendments, as verify() does with its revisions, and puts the frozen
/// ones into the chain: newer ways behind older ones, newer downs in the place of theirs. Reports what does
/// not fit. Returns the draft, if there is one.
std::optional<AmendmentSource> amend(VerifiedChain& chain, const Lock& lock,
                                     std::vector<AmendmentSource> amendments, Span lock_span,
                                     DiagnosticSink& sink);

/// The digests of the way that a draft amends, which the chain holds.
WayDigests way_amended(VerifiedChain& chain, const AmendmentSource& draft);

/// Puts one into the chain, which holds what it amends. Nothing of it is compared.
void put_into(VerifiedChain& chain, const AmendmentRecord& record, const RevisionSource& texts);

}  // namespace varve::compiler
