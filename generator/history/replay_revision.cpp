#include "generator/history/replay_revision.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "generator/history/compare_rows.hpp"
#include "generator/history/computed_names.hpp"
#include "generator/history/demands.hpp"
#include "generator/history/narrow.hpp"
#include "generator/history/populate.hpp"
#include "generator/history/reach.hpp"
#include "generator/history/replay_report.hpp"
#include "generator/history/step_budget.hpp"
#include "generator/history/take_out.hpp"
#include "runtime/include/varve/error.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler {
namespace {

/// A draft that amends a frozen revision is a draft too.
bool is_draft(const RevisionSource& source) {
    constexpr std::string_view prefix = "draft_";
    return source.directory.substr(0, prefix.size()) == prefix;
}

/// The schema on either side of a step, as far as its rehearsal looks. A draft is looked at as a whole: its
/// author is told which tables it leaves empty.
struct Sides {
    Schema before;
    Schema after;
};

Sides sides_of(const RevisionSource& source, const Schema& before, bool draft) {
    if (draft) return {before, source.schema};
    const std::set<std::string> reach = reach_of(source, before, source.schema);
    return {within(before, reach), within(source.schema, reach)};
}

class Rehearsal {
public:
    Rehearsal(const Chain& whole, const VerifiedChain& chain, const Edge& edge, ReplayDatabase& lineage,
              ReplayOutput output)
        : step_(whole, chain, edge),
          taken_(chain, edge),
          source_(*taken_),
          report_(source_, edge.to >= chain.frozen || is_draft(source_), output),
          sides_(sides_of(source_, schema_before(chain, edge), report_.is_of_draft())),
          before_(sides_.before),
          after_(sides_.after),
          carry_(carry_of(source_.up, before_)),
          demands_(new_demands(before_, after_, carry_, source_.up)),
          computed_(computed_names(source_.up + source_.down)),
          lineage_(lineage) {}

    bool run() {
        lineage_.stand_before(step_);
        if (!run_proof()) return false;
        if (const auto unknown = unknown_loss(losses_of(source_.up)); unknown && report_.is_of_draft())
            return report_.unknown_loss("up", *unknown), false;
        ReplayDatabase database = lineage_.copy();
        if (!go_up(database)) return false;
        if (const auto reason = lineage_.up(step_)) return report_.up_fails_on_empty(*reason), false;
        check_up(take_snapshot(database.handle(), after_));
        check_down(database);
        return true;
    }

private:
    /// The tables that it gives rows to are left alone: its author knows what the SQL expects.
    bool run_proof() {
        if (!source_.proof) return true;
        const Snapshot earlier = take_snapshot(lineage_.handle(), before_);
        try {
            lineage_.execute(*source_.proof);
        } catch (const Error& error) {
            return report_.proof_fails(error.what()), false;
        }
        const Snapshot later = take_snapshot(lineage_.handle(), before_);
        for (const Table& table : before_.tables) {
            const std::string name = detail::fold(table.name);
            if (later.at(name).rows != earlier.at(name).rows) proved_.insert(table.name);
        }
        return true;
    }

    /// With rows of every kind first; where the step's own constraints refuse those, with fewer. What a real
    /// database holds is its own affair: a draft's author is told.
    bool go_up(ReplayDatabase& database) {
        auto empty = populate(database.handle(), before_, proved_, &computed_);
        rows_before_ = take_snapshot(database.handle(), before_);
        auto reason = database.up(step_);
        if (reason) {
            // Something that cannot be read off computes with the ends of a type: no step means to allow for
            // them.
            computed_everywhere_ = true;
            database = lineage_.copy();
            empty = populate(database.handle(), before_, proved_);
            rows_before_ = take_snapshot(database.handle(), before_);
            reason = database.up(step_);
        }
        if (reason && is_of_budget(*reason)) return report_.up_fails(*reason), false;
        if (reason && !goes_up_with_fewer(database, *reason)) {
            if (lineage_.copy().up(step_))
                report_.up_fails(*reason);
            else
                report_.up_fails_on_rows(*reason);
            return false;
        }
        if (!reason) report_.unpopulated(empty);
        warn_of_demands(reason);
        return true;
    }

    /// With rows that fit both sides, then without rows of the tables that it demands something new of. Where
    /// a constraint refused what the step copies by its own SQL, with rows that fit both sides by their
    /// names, at last with none that were generated.
    bool goes_up_with_fewer(ReplayDatabase& database, const std::string& reason) {
        if (is_of_preflight(reason) && fits_without_offenders(database)) return true;
        if (report_.is_of_draft() && is_of_the_copy(reason)) return false;
        const Schema fitting = narrowed_before(before_, after_, carry_);
        if (fits(database, fitting, proved_) || fits(database, fitting, proved_or_demanded())) return true;
        if (!is_of_the_rows(reason) || (report_.is_of_draft() && collides(reason))) return false;
        std::set<std::string> all;
        for (const Table& table : before_.tables)
            all.insert(table.name);
        return fits(database, narrowed_before(before_, after_, carry_by_name(before_)), proved_) ||
               fits(database, before_, all);
    }

    /// Takes a fresh copy up, without the rows that the step's own pre-flight queries find.
    bool fits_without_offenders(ReplayDatabase& database) {
        database = lineage_.copy();
        populate(database.handle(), before_, proved_);
        take_out_offenders(database.handle(), source_.up);
        rows_before_ = take_snapshot(database.handle(), before_);
        return !database.up(step_);
    }

    /// Takes a fresh copy up.
    bool fits(ReplayDatabase& database, const Schema& fitting, const std::set<std::string>& leave_alone) {
        database = lineage_.copy();
        populate(database.handle(), fitting, leave_alone);
        rows_before_ = take_snapshot(database.handle(), before_);
        return !database.up(step_);
    }

    /// Whether rows of the step's own have the keys of rows that stand: its author must say which stand.
    bool collides(const std::string& reason) const {
        return std::any_of(before_.tables.begin(), before_.tables.end(), [&](const Table& table) {
            return reason.find(fmt::format("UNIQUE constraint failed: {}.", table.name)) != std::string::npos;
        });
    }

    std::set<std::string> proved_or_demanded() const {
        std::set<std::string> tables = proved_;
        for (const Demand& demand : demands_)
            tables.insert(demand.table);
        return tables;
    }

    void warn_of_demands(const std::optional<std::string>& reason) {
        bool told = false;
        for (const Demand& demand : demands_) {
            if (demand.mended) continue;
            report_.up_may_fail(demand);
            told = true;
        }
        if (reason && !told) report_.up_may_fail(*reason);
    }

    void check_up(const Snapshot& rows) {
        const Carry carry = carried_as_they_are(carry_, before_, after_);
        const auto missing = missing_rows(rows_before_, rows, carry, losses_of(source_.up));
        if (!missing.empty()) report_.up_loses(missing);
    }

    void check_down(ReplayDatabase& database) {
        if (source_.down.empty()) return;
        losses_ = losses_of(source_.down);
        if (const auto unknown = unknown_loss(losses_)) return report_.unknown_loss("down", *unknown);
        if (grade_of(source_.down).grade == Grade::none) return;
        if (const auto reason = database.down(step_)) return report_.down_fails(*reason);
        if (!check_rows_back(take_snapshot(database.handle(), before_))) return;
        if (const auto reason = database.up(step_)) return report_.up_fails_again(*reason);
        check_new_rows(database);
    }

    /// What stood before the up must stand after the down, and nothing besides.
    bool check_rows_back(const Snapshot& rows) {
        std::vector<std::string> missing = missing_rows(rows_before_, rows, unchanged(rows_before_), losses_);
        for (const auto& [name, table] : rows) {
            const std::size_t old = rows_before_.at(name).rows.size();
            if (table.rows.size() > old && losses_.count({name, ""}) == 0)
                missing.push_back(fmt::format("the number of rows of `{}` ({} before, {} after)", name, old,
                                              table.rows.size()));
        }
        if (!missing.empty()) report_.down_differs(missing);
        return missing.empty();
    }

    /// Rows that an application wrote behind the up go down and up: a down that loses of them says so. One
    /// that a constraint of the older schema refuses loses nothing.
    void check_new_rows(ReplayDatabase& database) {
        std::set<std::string> proved;
        for (const auto& [name, carried] : carry_)
            for (const std::string& table : proved_)
                if (detail::fold(table) == carried.from) proved.insert(name);
        std::set<std::string> leave_alone;
        for (const Table& table : after_.tables)
            if (proved.count(detail::fold(table.name)) != 0) leave_alone.insert(table.name);
        const Snapshot earlier = take_snapshot(database.handle(), after_);
        populate(database.handle(), narrowed_after(before_, after_, carry_), leave_alone,
                 computed_everywhere_ ? nullptr : &computed_);
        const Snapshot written = take_snapshot(database.handle(), after_);
        for (const bool down : {true, false}) {
            const auto reason = down ? database.down(step_) : database.up(step_);
            if (!reason) continue;
            if (is_of_the_rows(*reason)) return;
            return down ? report_.down_fails(*reason) : report_.up_fails_again(*reason);
        }
        const Snapshot rows = take_snapshot(database.handle(), after_);
        const auto missing = missing_rows(rows_added(earlier, written), rows, unchanged(written), losses_);
        if (!missing.empty()) report_.down_loses(missing);
    }

    static bool is_of_preflight(const std::string& reason) {
        return reason.find("; mend these rows and try again") != std::string::npos;
    }

    /// No constraint stands in the way of rows that the copy itself leaves out.
    static bool is_of_the_copy(const std::string& reason) {
        return reason.find("the rebuild of `") != std::string::npos &&
               reason.find("` copied ") != std::string::npos;
    }

    /// Whether rows are refused that were written under other constraints.
    static bool is_of_the_rows(const std::string& reason) {
        return is_of_preflight(reason) || reason.find("constraint failed") != std::string::npos ||
               reason.find("that are not there") != std::string::npos;
    }

    /// A loss that names nothing of either schema is a misspelt one.
    std::optional<std::string> unknown_loss(const Losses& losses) const {
        for (const auto& [table, column] : losses)
            if (!has(before_, table, column) && !has(after_, table, column))
                return column.empty() ? table : table + "." + column;
        return std::nullopt;
    }

    static bool has(const Schema& schema, const std::string& table_name, const std::string& column_name) {
        for (const VirtualTable& table : schema.virtual_tables)
            if (detail::fold(table.name) == table_name && column_name.empty()) return true;
        for (const Table& table : schema.tables) {
            if (detail::fold(table.name) != table_name) continue;
            if (column_name.empty() || column_name == "rowid") return true;
            for (const Column& column : table.columns)
                if (detail::fold(column.name) == column_name) return true;
        }
        return false;
    }

    const ReplayStep step_;
    const SourceOf taken_;
    const RevisionSource& source_;
    ReplayReport report_;
    const Sides sides_;
    const Schema& before_;
    const Schema& after_;
    Carry carry_;
    std::vector<Demand> demands_;
    std::set<std::string> computed_;  ///< columns that the up or the down computes with
    bool computed_everywhere_ = false;
    ReplayDatabase& lineage_;
    std::set<std::string> proved_;
    Snapshot rows_before_;
    Losses losses_;
};

}  // namespace

bool replay_revision(const Chain& whole, const VerifiedChain& chain, const Edge& edge,
                     ReplayDatabase& lineage, ReplayOutput output) {
    return Rehearsal(whole, chain, edge, lineage, output).run();
}

}  // namespace varve::compiler
