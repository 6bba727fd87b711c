#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"

namespace varve::compiler {

/// The texts of one way into a revision, as the lock holds them.
struct WayDigests {
    std::string body;
    std::string down;   ///< digest of the normalised down; "" for none
    std::string proof;  ///< digest of the normalised proof.sql; "" for none

    bool operator==(const WayDigests&) const = default;
};

/// One line of chain.lock. Digests are 64 hex digits (docs/formats.md has the format).
struct LockRecord {
    std::string digest;
    std::vector<std::string> parents;
    std::vector<WayDigests> ways;  ///< one a parent, in their order; one of a revision without parents
    std::string fingerprint;
    std::string name;
    std::string message;
    Span span;

    std::string id() const { return digest.substr(0, 12); }
    bool is_merge() const { return parents.size() > 1; }
};

/// A line of chain.lock about a revision that stands above it.
struct AmendmentRecord {
    enum class Kind {
        supersede,  ///< a newer way into it, for databases that have not run it
        redown,     ///< a newer way back, of the revision or of what superseded it
    };
    Kind kind = Kind::supersede;
    std::string digest;
    std::string of;      ///< digest of the revision; of a supersede, too, where this is a redown
    std::string parent;  ///< which of a merge's parents the way leads from; "" for any other revision
    WayDigests way;      ///< of a redown the down alone
    std::string name;
    std::string message;
    std::size_t behind = 0;  ///< how many revisions stand above it
    Span span;

    std::string id() const { return digest.substr(0, 12); }
};

struct Lock {
    std::vector<LockRecord> records;          ///< oldest first, parents before children
    std::vector<AmendmentRecord> amendments{};  ///< in the order of the lines
};

/// Reads a lock; every fault names its line: a bad checksum, a truncated line, an unknown algorithm, a parent that
/// is not above it, the same digest twice, a missing end of line at the end.
std::optional<Lock> parse_lock(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink);

std::string write_lock(const Lock& lock);

}  // namespace varve::compiler
