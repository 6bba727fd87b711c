#pragma once

#include <stdexcept>
#include <string>

#include "generator/history/plan.hpp"
#include "tests/laws/pair_trial.hpp"

namespace varve::compiler::testing {

/// A law that does not hold.
struct Wrong : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// SQL that makes the schema.
std::string create_all(const Schema& schema);

/// Takes a database with rows over the steps by the application's own migrator, back and over them again.
/// Throws Wrong.
void take_journey(const Schema& before, const Schema& after, const Plan& steps, bool foreign_keys,
                  PairOutcome& outcome);

}  // namespace varve::compiler::testing
