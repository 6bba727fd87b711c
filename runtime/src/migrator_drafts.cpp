#include "runtime/src/executor.hpp"
#include "runtime/src/foreign.hpp"
#include "runtime/src/migrator.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/refusals.hpp"
#include "runtime/src/step_failure.hpp"
#include "runtime/src/structure.hpp"

namespace varve::detail {

/// Where the chain does not know the structure below a draft, the ledger's own fingerprint of it must do: the
/// transaction ends at a place that the chain knows.
void Migrator::check_below(std::size_t row) const {
    if (row <= state_.known) {
        check_structure(connection_, chain_, row, {});
        return;
    }
    const LedgerRow& below = state_.ledger.rows[row - 1];
    const Structure found = read_structure(db_);
    if (fingerprint(found) != below.fingerprint &&
        fingerprint(without(found, unmanaged_in(chain_, found, {}))) != below.fingerprint)
        throw StepFailure("the structure it leaves is not the one that the database had at " +
                          describe(below));
}

bool Migrator::take_back(std::size_t row) {
    const LedgerRow& draft = state_.ledger.rows[row];
    tell("take back", describe(draft) + (draft.loses.empty() ? "" : ", losing " + printable(draft.loses)));
    const PendingStep step{describe(draft), draft.inverse, Trust::stored};
    before_step("take back", step);
    bool ran = attempt("take back", step.revision, [&] {
        try {
            run_script(db_, step.script, Trust::stored, before_, nullptr, &watch_);
        } catch (const MisfitFailure& failure) {
            refuse(refuse_misfit(path_, draft, accepts_newer_, failure.table, failure.what()));
        }
        check_below(row);
    });
    if (ran) unrecord(db_, draft, LogAction::down, chain_.build);
    return ran;
}

bool Migrator::take_back_drafts() {
    std::int64_t cookie = read_schema_cookie(db_);
    std::vector<std::string> names;
    known_ = false;
    for (std::size_t row = state_.ledger.rows.size(); row != state_.known; --row) {
        if (!take_back(row - 1)) return false;
        names.push_back(describe(state_.ledger.rows[row - 1]));
    }
    touch_schema_cookie(db_, cookie);
    suspects_.clear();
    taken_back_ = std::move(names);
    moved_ = true;
    return true;
}

void Migrator::relabel_drafts() {
    const std::vector<LedgerRow>& rows = state_.ledger.rows;
    for (std::size_t row = rows.size(); row != state_.common; --row)
        unrecord(db_, rows[row - 1], LogAction::unstamp, chain_.build);
    for (std::size_t row = state_.common; row != rows.size(); ++row) {
        const Revision& revision = chain_.revisions[row];
        tell("relabel", describe(rows[row]) + " as " + describe(revision));
        record(db_, ledger_row(chain_, revision), LogAction::stamp, chain_.build);
    }
    known_ = false;
    moved_ = true;
}

}  // namespace varve::detail
