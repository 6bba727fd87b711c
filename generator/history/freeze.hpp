#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/history/verify.hpp"

namespace varve::compiler {

/// What freezing the chain's draft writes. The caller renames the directory, writes the stamp, and the lock
/// last: a crash between them leaves a stamp without its line, which `verify` names.
struct Frozen {
    std::string directory;  ///< "0003_add_avatar"
    std::string stamp;      ///< text of the file
    std::string lock;       ///< text of the whole lock
    LockRecord record;
};

/// Seals the first draft of a verified chain, which must have one, behind the last frozen revision.
Frozen freeze(const Lock& lock, const VerifiedChain& chain);

/// Behind the largest number of the frozen revisions, four digits or more: "0001" for an empty chain.
std::string next_number(const VerifiedChain& chain);

/// The text of a stamp file, and back; nothing for a text that is no stamp.
std::string write_stamp(std::string_view digest);
std::optional<std::string> read_stamp(std::string_view text);

/// The digest that `revision` has behind `parents` under `name`.
std::string digest_of(const RevisionSource& revision, std::string_view name,
                      const std::vector<std::string>& parents);

}  // namespace varve::compiler
