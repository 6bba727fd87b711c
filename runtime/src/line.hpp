#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <varve/chain.hpp>
#include <varve/connection.hpp>

#include "runtime/src/graph.hpp"
#include "runtime/src/ledger.hpp"

namespace varve::detail {

/// One line of revisions through a chain, each by one way: to whoever walks it, a chain in which a place is a
/// number of revisions. A chain that is a line is its own. Refers to the chain; neither copied nor moved.
class Line {
public:
    /// The line of a new database: by the first parents, to the chain's head.
    explicit Line(const Chain& whole);

    /// The line on which a database is (walked_by), over `goal` (0 for none) to the chain's head, or the last
    /// of several that it leads to. Reads only.
    /// Throws MigrationError where it cannot be told which revision a database without ledger is, and where
    /// the goal is on another branch than the database.
    Line(const Connection& connection, const Chain& whole, Place goal = 0);

    /// Along `walked`, on to `goal` and to the head as above, by the newest ways.
    Line(const Chain& whole, const Graph& graph, std::vector<Revision> walked, Place goal);

    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    const Chain& chain() const { return own_ ? chain_ : whole_; }

    /// How many revisions of the line lead to a revision; 0 for "" and for what it does not hold.
    std::size_t count_to(std::string_view digest) const;

private:
    void follow(const Graph& graph, std::vector<Revision> walked, Place goal);

    const Chain& whole_;
    bool own_ = false;
    std::vector<Revision> revisions_;
    Chain chain_;
};

/// The revisions that a ledger records, by the ways that it records, as far as the chain knows them.
std::vector<Revision> walked_by(const Chain& whole, const Graph& graph, const Ledger& ledger);

/// The same of a database; of one that would be adopted, the line to the revision whose structure it has.
/// Throws MigrationError where that cannot be told.
std::vector<Revision> walked_by(const Connection& connection, const Chain& whole, const Graph& graph);

/// The longest beginning of `walked` from which a line leads over `goal` to `end`, and that line.
std::vector<Revision> walked_over(const Chain& whole, const Graph& graph, std::vector<Revision> walked,
                                  Place goal, Place end);

/// Where a line that was walked ends.
Place end_of(const Graph& graph, const std::vector<Revision>& walked);

/// Throws MigrationError: `goal` neither follows the revision at which the database is nor comes before it.
[[noreturn]] void refuse_apart(const std::string& path, const Chain& whole, const Graph& graph, Place at,
                               Place goal);

}  // namespace varve::detail
