#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// What a step declares that it loses, in the words of `--@ lose`: "users", "users.phone", "users.rowid".
class DeclaredLosses {
public:
    /// False when it is declared already, by itself or by its table. A table takes its columns' place.
    bool add(const std::string& loss);
    const std::vector<std::string>& names() const { return names_; }
    bool empty() const { return names_.empty(); }

private:
    std::vector<std::string> names_;
};

/// What a refusal of the executor says that should be declared (`--@ lose users.phone`); "" for none.
std::string loss_in(std::string_view reason);

/// A loss by the names that its table and column had before the step, which are those that directives use.
/// `sql` is the step's, in normal form.
std::string loss_before(const std::string& loss, std::string_view sql, const Schema& before);

/// What stands in backticks in a finding of the rehearsal and is a table or column of one of the schemas:
/// "`users.phone`", "2 of 6 rows of `users`", "the rowids of `users`".
std::vector<std::string> losses_in(std::string_view finding, const Schema& before, const Schema& after);

}  // namespace varve::compiler
