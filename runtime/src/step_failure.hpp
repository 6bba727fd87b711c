#pragma once

#include <set>
#include <stdexcept>
#include <string>
#include <utility>

namespace varve::detail {

/// A revision's own fault: its SQL fails, or it would lose what it does not declare. The migrator rolls back
/// and says which revision it was. What the machine is to blame for (a full disk, a lock) is an Error
/// instead.
class StepFailure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Rows that a constraint does not take.
class MisfitFailure : public StepFailure {
public:
    MisfitFailure(const std::string& message, std::string where)
        : StepFailure(message), table(std::move(where)) {}

    std::string table;  ///< "" where it cannot be told
};

/// Rows that name rows which are not there. They may have been there before: a database was often written
/// with foreign keys off, and its next revision is not to blame for that.
class OrphanFailure : public StepFailure {
public:
    OrphanFailure(const std::string& message, std::set<std::string> checked)
        : StepFailure(message), tables(std::move(checked)) {}

    std::set<std::string> tables;  ///< those that were checked, folded
};

}  // namespace varve::detail
