#pragma once

#include <sqlite3.h>

#include <deque>
#include <string>
#include <string_view>
#include <varve/chain.hpp>
#include <vector>

#include "runtime/src/digest.hpp"
#include "runtime/src/executor.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/structure.hpp"
#include "tests/support/catch.hpp"

/// A chain built in a test as a build would bake it: digests and fingerprints are the real ones. Owns its
/// texts.
class SampleChain {
public:
    explicit SampleChain(std::string_view schema = "content") {
        REQUIRE(sqlite3_open(":memory:", &db_) == SQLITE_OK);
        chain_.schema = schema;
        chain_.build = "varve test";
    }
    ~SampleChain() { sqlite3_close(db_); }
    SampleChain(const SampleChain&) = delete;
    SampleChain& operator=(const SampleChain&) = delete;

    SampleChain& add(std::string_view name, std::string_view up, std::string_view down,
                     varve::Grade grade = varve::Grade::exact, std::string_view loses = "") {
        varve::Revision revision;
        const std::string normal = varve::detail::normalise_sql(up);
        run_up(normal);
        const varve::detail::Structure structure = varve::detail::read_structure(db_);
        revision.name = keep(std::string(name));
        revision.message = keep("makes " + std::string(name));
        revision.parents = revisions_.empty() ? std::string_view{} : revisions_.back().digest;
        revision.body = keep(varve::detail::body_digest(normal));
        revision.digest =
            keep(varve::detail::revision_digest(revision.parents, name, normal, to_text(structure)));
        revision.fingerprint = keep(varve::detail::fingerprint(structure));
        revision.up = text(normal);
        revision.down = text(varve::detail::normalise_sql(down));
        revision.grade = grade;
        revision.loses = keep(std::string(loses));
        revision.number = keep("000" + std::to_string(revisions_.size() + 1));
        revisions_.push_back(revision);
        chain_.structure = text(to_text(structure));
        chain_.revisions = revisions_.data();
        chain_.count = revisions_.size();
        return *this;
    }

    /// The same chain as an older program has it: its first `count` revisions.
    varve::Chain first(std::size_t count) const {
        varve::Chain older = chain_;
        older.count = count;
        return older;
    }

    const varve::Chain& chain() const { return chain_; }
    std::string id(std::size_t place) const { return std::string(revisions_.at(place - 1).id()); }

private:
    /// Rebuilds and edits are carried out as the migrator does.
    void run_up(const std::string& normal) {
        if (normal.find("--@ end") == std::string::npos) {
            REQUIRE(sqlite3_exec(db_, normal.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
            return;
        }
        REQUIRE(sqlite3_exec(db_, "BEGIN", nullptr, nullptr, nullptr) == SQLITE_OK);
        varve::detail::run_script(db_, normal, varve::detail::Trust::chain, {});
        REQUIRE(sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr) == SQLITE_OK);
    }

    std::string_view keep(std::string value) { return texts_.emplace_back(std::move(value)); }

    varve::Text text(std::string value) {
        const std::string_view kept = keep(std::move(value));
        return {&pieces_.emplace_back(varve::Piece{kept.data(), kept.size()}), 1};
    }

    sqlite3* db_ = nullptr;
    std::deque<std::string> texts_;
    std::deque<varve::Piece> pieces_;
    std::vector<varve::Revision> revisions_;
    varve::Chain chain_;
};
