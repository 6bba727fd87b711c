#pragma once

#include <string>
#include <vector>

#include "generator/base/source_file.hpp"
#include "generator/import/old_chain.hpp"
#include "generator/import/replay_steps.hpp"

namespace varve::compiler {

/// What an import did to the steps, for people: what was taken out of them, what they had to declare lost,
/// and which ways back are wrong, with the difference that each leaves.
std::string import_report(const OldChain& chain, const std::vector<ReplayedStep>& steps,
                          const SourceSet& sources);

}  // namespace varve::compiler
