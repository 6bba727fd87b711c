#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "generator/driver/proof_cache.hpp"
#include "generator/history/lock.hpp"

namespace varve::compiler {

/// The bytes of one revision directory, as they were read; nothing for a file that is not there.
struct RevisionBytes {
    std::string directory;
    std::optional<std::string> up, down, schema, proof, stamp;
    std::vector<RevisionBytes> ways;  ///< the directories of a merge's crossings
};

/// Revision directories that an earlier run read, compiled and found to be what their line in the lock says,
/// by a digest over every byte of them, of that line, and over the program that looked. Their snapshots need
/// not be read again to know the same.
class KnownRevisions {
public:
    /// Refers to the cache. A chain's place only says under which name the digests are kept.
    KnownRevisions(ProofCache& cache, const std::filesystem::path& chain);

    /// "" where nothing is remembered.
    std::string digest_of(const RevisionBytes& bytes, const LockRecord& record) const;
    bool has(const std::string& digest) const { return known_.count(digest) != 0; }

    /// These are known now, and no others.
    void keep(const std::vector<std::string>& digests);

private:
    ProofCache& cache_;
    std::string identity_;
    std::string key_;
    std::unordered_set<std::string> known_;
};

}  // namespace varve::compiler
