#pragma once

#include <string>
#include <vector>

#include "generator/history/verify.hpp"

namespace varve::compiler {

/// For each revision of a chain a digest over all that the rehearsal of it and of those before it depends on:
/// their lines in the lock (content, downs, proofs), what the application is required to register, and the
/// program itself. Equal keys, equal proofs.
std::vector<std::string> proof_keys(const VerifiedChain& chain, const std::vector<Requirement>& requirements);

}  // namespace varve::compiler
