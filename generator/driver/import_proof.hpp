#pragma once

#include <string>
#include <vector>

#include "generator/history/replay_database.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// Finds rows for the proof.sql of a step whose own rows collide with generated ones: a table that its proof
/// gives a row to is generated none.
class ProofSearch {
public:
    /// `lineage` and `before` are as they stand before the step, and must outlive this.
    ProofSearch(const ReplayDatabase& lineage, const Schema& before) : lineage_(lineage), before_(before) {}

    /// After a failure with this reason: another row for the table that it names. False when nothing is left
    /// to be tried.
    bool next(const std::string& reason);

    /// One INSERT a table; "" for none.
    std::string sql() const;

private:
    struct Candidates {
        const Table* table;
        std::vector<std::string> rows;
        std::size_t at = 0;
    };

    const Table* colliding(const std::string& reason) const;
    std::vector<std::string> rows_for(const Table& table) const;

    const ReplayDatabase& lineage_;
    const Schema& before_;
    std::vector<Candidates> tried_;
};

}  // namespace varve::compiler
