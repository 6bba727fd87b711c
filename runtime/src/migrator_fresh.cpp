#include "runtime/src/dependents.hpp"
#include "runtime/src/foreign_references.hpp"
#include "runtime/src/fresh_install.hpp"
#include "runtime/src/migrator.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {

bool Migrator::has_baked_head() const {
    return state_.position.standing == Standing::fresh && detail::has_baked_head(db_, chain_);
}

/// Why it does not go is for the replay to say: it names the revision and the statement.
bool Migrator::make_head() {
    const References dangling = foreign_.empty() ? References() : dangling_references(db_);
    try {
        make_baked_head(db_, chain_);
        check_dependents(db_, before_.broken);
        check_references(db_, foreign_, dangling);
    } catch (const StepFailure&) {
        return false;
    } catch (const Error& error) {
        if (!is_fault_of_sql(error.sqlite_code())) throw;
        return false;
    }
    create_ledger(db_);
    record_chain(db_, chain_);
    tell("make at", describe(*chain_.head()));
    settle(chain_.count);
    return true;
}

}  // namespace varve::detail
