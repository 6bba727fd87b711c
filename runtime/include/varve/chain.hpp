#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace varve {

/// The version of the contract between generated code and this runtime.
inline constexpr int generated_abi = 3;

/// A piece of baked text, at most 16,000 bytes (measured: `{pointer, size}` compiles 32 times faster than a
/// `string_view` made from a literal, and MSVC limits a literal).
struct Piece {
    const char* data;
    std::size_t size;
};

/// Baked text: its pieces in order. Refers to static storage, or to what its maker keeps alive.
struct Text {
    const Piece* pieces = nullptr;
    std::size_t count = 0;

    std::string str() const {
        std::string whole;
        for (std::size_t i = 0; i != count; ++i) whole.append(pieces[i].data, pieces[i].size);
        return whole;
    }
};

/// What running a revision's down costs. `exact` restores schema and rows; `loses` says what is gone; `none`: no way back.
enum class Grade : std::uint8_t { exact, loses, none };

/// How a revision is reached from one of its parents, and left again: SQL that was proved between exactly these two
/// schemas. A merge has a way from each parent; a way that came later from the same parent supersedes the older one.
struct Way {
    std::string_view parent;       ///< its digest; empty where the revision stands on base
    std::string_view body;         ///< digest of the up alone
    Text up;                       ///< normalised text: what is digested is what is executed
    Text down;
    Grade grade = Grade::none;
    std::string_view loses;        ///< "users.phone posts", joined by one space; empty unless `grade` is `loses`
    bool compatible_readers = false;
};

/// One frozen (or draft) revision as it stands in the binary. Digests are 64 lower-case hex digits of SHA-256;
/// the first 12 of `digest` are the revision's id. Where it has `ways`, these say body, up, down, grade, loss and
/// compatibility, and its own stay empty.
struct Revision {
    std::string_view digest;
    std::string_view parents;      ///< digests joined by one space; empty for the first
    std::string_view name;
    std::string_view message;
    std::string_view body;         ///< digest of the up alone: recognises the same work at another place
    std::string_view fingerprint;  ///< of the structure after it
    Text up;                       ///< normalised text: what is digested is what is executed
    Text down;
    Grade grade = Grade::none;
    std::string_view loses;        ///< "users.phone posts", joined by one space; empty unless `grade` is `loses`
    bool compatible_readers = false;
    bool draft = false;
    std::string_view number;       ///< of its directory, for people: "0003"
    const Way* ways = nullptr;     ///< of a merge, and of what was superseded: all of them, older ones before newer
    std::size_t way_count = 0;     ///< 0 for a plain revision

    std::string_view id() const { return digest.substr(0, 12); }
};

/// Objects of a database that varve neither makes, changes, drops nor calls drift.
struct UnmanagedObject {
    std::string_view type;  ///< sqlite_schema's word: "table", "index", "view", "trigger"
    std::string_view name;  ///< a `*` at its end stands for any rest
};

/// What the tool that kept databases before varve calls a revision.
struct OldVersion {
    std::string_view version;
    std::string_view digest;
};

/// A whole chain: oldest first, parents before children. Generated as a constant; refers to static storage.
struct Chain {
    int abi = generated_abi;
    std::string_view schema;             ///< the schema's name
    const Revision* revisions = nullptr;
    std::size_t count = 0;
    Text structure;                      ///< the head's structure (docs/formats.md); with `fresh`, in the letters and order of a replay
    bool drafts_allowed = false;         ///< true in CMake's Debug configuration only
    std::string_view build;              ///< who made it, for the ledger: "varve 0.1.0"
    const UnmanagedObject* unmanaged = nullptr;
    std::size_t unmanaged_count = 0;
    std::string_view old_table = {};     ///< in which that tool kept its place; "user_version" for the pragma
    const OldVersion* old_versions = nullptr;
    std::size_t old_version_count = 0;
    Text fresh = {};                     ///< SQL of the rows that a new database begins with; empty: the chain is replayed

    const Revision* begin() const { return revisions; }
    const Revision* end() const { return revisions + count; }
    const Revision* head() const { return count == 0 ? nullptr : revisions + count - 1; }
};

}  // namespace varve
