#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <varve/preflight.hpp>

#include "runtime/src/authorizer.hpp"
#include "runtime/src/directive.hpp"

struct sqlite3;

namespace varve::detail {

/// `--@ preflight users "phone is NULL"` and the query behind it, which finds those rows. Refers to the
/// script.
struct PreflightQuery {
    std::string table;
    std::string words;
    std::string_view sql;
};

/// The queries of a normalised script that stand before its first statement: they speak of the database as
/// the step finds it. Those behind one are asked in their turn. Throws StepFailure where a query is missing.
std::vector<PreflightQuery> preflight_queries(std::string_view script);

/// Whether a directive says something of the whole step, and begins nothing.
bool is_of_whole_step(DirectiveKind kind);

/// Asks one. The connection has no authorizer afterwards. Throws StepFailure for a query that does not run.
std::optional<Offence> ask(sqlite3* db, const PreflightQuery& query, Trust trust,
                           const std::string& revision);

[[noreturn]] void fail_without_query(const Directive& directive);

/// One up or down that is to be run.
struct PendingStep {
    std::string revision;  ///< as messages name it
    std::string script;
    Trust trust = Trust::chain;
};

/// Asks the queries of steps before anything is touched. Reads only. Clears the connection's authorizer.
class Preflight {
public:
    explicit Preflight(sqlite3* db) : db_(db) {}

    /// Of steps in the order in which they would run: whatever no earlier one of them can change. A query
    /// that cannot be asked yet waits for before().
    std::vector<Offence> ahead(const std::vector<PendingStep>& steps);

    /// Directly before a step. What ahead() asked is not asked again unless another connection wrote since.
    /// Throws StepFailure for a query that does not run.
    std::vector<Offence> before(const PendingStep& step);

    /// Steps whose queries ahead() could not all ask, "0003 `strict` (9b1c12345678)".
    const std::vector<std::string>& waiting() const { return waiting_; }

private:
    bool ask_ahead(const PendingStep& step, const std::set<std::string>& touched,
                   std::vector<Offence>& found);

    sqlite3* db_;
    std::set<std::string> asked_;  ///< steps all of whose queries found nothing
    std::int64_t asked_at_ = 0;
    std::vector<std::string> waiting_;
};

/// "3 rows of `users`: `phone` is NULL (id 1, 4, 9)"
std::string describe(const Offence& offence);

}  // namespace varve::detail
