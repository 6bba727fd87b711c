#pragma once

#include <string>
#include <vector>

#include "generator/history/diff.hpp"
#include "runtime/include/varve/chain.hpp"

namespace varve::compiler {

/// SQL for the executor, one statement a line group, with its directives (docs/formats.md):
/// `--@ lose users.full_name`, `--@ rebuild users` … `--@ end`, and in a down `--@ grade exact|loses|none`.
struct Plan {
    std::string up;
    std::string down;
    Grade grade = Grade::exact;
    std::vector<std::string> loses;  ///< what the down or the up loses, "users.phone"
    std::string no_way_back;         ///< why the down is `none`, a line each; "" where it is not
};

/// The cheapest safe SQL from `newest` to `today`, and back. Reports what cannot be done without a hint
/// (a NOT NULL column without default or `fill`, a lossy type change without `convert`, a removed enum value
/// without `map`).
Plan plan(const Schema& newest, const Schema& today, const Changes& changes, DiagnosticSink& sink);

}  // namespace varve::compiler
