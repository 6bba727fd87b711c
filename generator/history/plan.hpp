#pragma once

#include <string>
#include <vector>

#include "generator/history/diff.hpp"
#include "runtime/include/varve/chain.hpp"

namespace varve::compiler {

/// How one table gets where the plan takes it, and why that way.
struct Reason {
    std::string table;                 ///< today's name; the old one of a table that goes
    std::vector<std::string> changes;  ///< as `describe` words them
    std::string way;                   ///< "create", "drop", "alter", "edit", "rebuild", "indexes"
    std::string why;                   ///< what forces it
    std::string cost;                  ///< "metadata only", "scan", "rewrite", with what that means
    std::string cheaper;               ///< what would do with less; "" where nothing would
};

/// SQL for the executor, one statement a line group, with its directives (docs/formats.md):
/// `--@ lose users.full_name`, `--@ rebuild users` … `--@ end`, and in a down `--@ grade exact|loses|none`.
struct Plan {
    std::string up;
    std::string down;
    Grade grade = Grade::exact;
    std::vector<std::string> loses;  ///< what the down or the up loses, "users.phone"
    std::string no_way_back;         ///< why the down is `none`, a line each; "" where it is not
    std::vector<Reason> reasons;     ///< of the up, a table each, in the order of the schema
};

/// For people: "table users: edit in place", with why, cost and what would be cheaper.
std::string describe(const std::vector<Reason>& reasons);

/// The cheapest safe SQL from `newest` to `today`, and back. Reports what cannot be done without a hint
/// (a NOT NULL column without default or `fill`, a lossy type change without `convert`, a removed enum value
/// without `map`).
Plan plan(const Schema& newest, const Schema& today, const Changes& changes, DiagnosticSink& sink);

}  // namespace varve::compiler
