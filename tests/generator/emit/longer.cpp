#include "tests/generator/emit/longer.hpp"

#include <utility>

#include <varve/connection.hpp>

#include "runtime/src/digest.hpp"
#include "runtime/src/structure.hpp"

Longer::Longer(const varve::Chain& chain, std::string up, bool compatible)
    : up_(std::move(up)), revisions_(chain.begin(), chain.end()) {
    using namespace varve::detail;
    varve::Connection rehearsal = varve::Connection::open({.path = ":memory:"});
    for (const varve::Revision& revision : chain)
        rehearsal.execute(revision.up.str());
    rehearsal.execute(up_);
    const Structure structure = read_structure(rehearsal.native_handle());
    const std::string_view parent = revisions_.back().digest;
    digest_ = revision_digest(parent, "longer", up_, "longer");
    body_ = body_digest(up_);
    fingerprint_ = fingerprint(structure);
    structure_ = to_text(structure);
    up_piece_ = {up_.data(), up_.size()};
    structure_piece_ = {structure_.data(), structure_.size()};
    varve::Revision revision;
    revision.digest = digest_;
    revision.parents = parent;
    revision.name = "longer";
    revision.body = body_;
    revision.fingerprint = fingerprint_;
    revision.up = {&up_piece_, 1};
    revision.number = "0002";
    revision.compatible_readers = compatible;
    revisions_.push_back(revision);
    chain_ = chain;
    chain_.revisions = revisions_.data();
    chain_.count = revisions_.size();
    chain_.structure = {&structure_piece_, 1};
}
