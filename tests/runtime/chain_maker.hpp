#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <varve/chain.hpp>
#include <varve/connection.hpp>

#include "runtime/src/digest.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/structure.hpp"

/// One revision as a test writes it: `schema` is the SQL that makes its structure from nothing, so that
/// fingerprints come from elsewhere than the up that is tested.
struct RevisionText {
    std::string name;
    std::string up;
    std::string schema;
    std::string down;
    varve::Grade grade = varve::Grade::exact;
    std::string loses = {};
    bool draft = false;
};

/// A baked chain over texts that it owns, digested as the build does.
class ChainMaker {
public:
    explicit ChainMaker(std::string schema = "content") : schema_(std::move(schema)) {}
    ChainMaker(const ChainMaker&) = delete;
    ChainMaker& operator=(const ChainMaker&) = delete;

    ChainMaker& add(const RevisionText& text) {
        Entry& entry = entries_.emplace_back();
        const std::string parent = revisions_.empty() ? std::string() : std::string(revisions_.back().digest);
        entry.name = text.name;
        entry.up = varve::detail::normalise_sql(text.up);
        entry.down = varve::detail::normalise_sql(text.down);
        entry.parent = parent;
        entry.digest = varve::detail::revision_digest(parent, text.name, entry.up,
                                                      varve::detail::normalise_sql(text.schema));
        entry.body = varve::detail::body_digest(entry.up);
        entry.structure = varve::detail::to_text(structure_of(text.schema));
        entry.fingerprint = varve::detail::fingerprint(structure_of(text.schema));
        entry.loses = text.loses;
        entry.number = "000" + std::to_string(entries_.size());
        entry.piece[0] = {entry.up.data(), entry.up.size()};
        entry.piece[1] = {entry.down.data(), entry.down.size()};
        entry.piece[2] = {entry.structure.data(), entry.structure.size()};
        varve::Revision revision;
        revision.digest = entry.digest;
        revision.parents = entry.parent;
        revision.name = entry.name;
        revision.body = entry.body;
        revision.fingerprint = entry.fingerprint;
        revision.up = {&entry.piece[0], 1};
        revision.down = {&entry.piece[1], entry.down.empty() ? 0u : 1u};
        revision.grade = entry.down.empty() ? varve::Grade::none : text.grade;
        revision.loses = entry.loses;
        revision.draft = text.draft;
        revision.number = entry.number;
        revisions_.push_back(revision);
        return *this;
    }

    /// Of the first `count` revisions: what an older program holds.
    varve::Chain chain(std::size_t count) const {
        varve::Chain chain;
        chain.schema = schema_;
        chain.revisions = revisions_.data();
        chain.count = count;
        if (count != 0) chain.structure = {&entries_[count - 1].piece[2], 1};
        chain.drafts_allowed = drafts_allowed;
        chain.build = "varve test";
        return chain;
    }
    varve::Chain chain() const { return chain(revisions_.size()); }

    /// As `--@ compatible readers` in its up does in a build.
    void mark_readable(std::size_t i) { revisions_[i].compatible_readers = true; }

    const varve::Revision& operator[](std::size_t i) const { return revisions_[i]; }
    std::string id(std::size_t i) const { return std::string(revisions_[i].id()); }

    bool drafts_allowed = false;
    void (*configure)(void*, sqlite3*) = nullptr;  ///< for the connections that make structures

private:
    struct Entry {
        std::string name, up, down, parent, digest, body, fingerprint, structure, loses, number;
        varve::Piece piece[3];
    };

    varve::detail::Structure structure_of(const std::string& schema) const {
        varve::Connection memory = varve::Connection::open({.path = ":memory:", .configure = configure});
        memory.execute(schema);
        return varve::detail::read_structure(memory.native_handle());
    }

    std::string schema_;
    std::deque<Entry> entries_;
    std::vector<varve::Revision> revisions_;
};
