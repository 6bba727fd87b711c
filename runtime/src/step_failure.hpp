#pragma once

#include <stdexcept>
#include <string>

namespace varve::detail {

/// A revision's own fault: its SQL fails, or it would lose what it does not declare. The migrator rolls back
/// and says which revision it was. What the machine is to blame for (a full disk, a lock) is an Error
/// instead.
class StepFailure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace varve::detail
