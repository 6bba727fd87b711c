#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/schema.hpp"
#include "runtime/include/varve/chain.hpp"

namespace varve::compiler {

/// The directory of a draft that a build made for a schema ahead of its chain: nobody can edit its texts.
inline constexpr std::string_view ephemeral_directory = "(ephemeral draft)";

/// The texts of one way into a revision: normalised.
struct WayTexts {
    std::string up;
    std::string down;                  ///< "" for none
    std::optional<std::string> proof;
    std::uint32_t file = 0;            ///< of its up.sql, for diagnostics
    std::optional<std::uint32_t> down_file;  ///< of the other texts, where the reader has them; else `file` is blamed
    std::optional<std::uint32_t> proof_file;
};

/// One of several ways into a revision: a merge's crossing from one of its parents, or what supersedes an older way.
struct WaySource : WayTexts {
    std::string directory;  ///< "0005_both/from_3f2a8c01d9e4"
    std::string parent;     ///< its digest; the id that the directory names until verify() has found the parent
    std::string digest{};   ///< of what supersedes an older way; "" for a crossing
};

/// A revision directory as read by the driver: text normalised, schema compiled. `draft_add_avatar` has no
/// number. Where there are `ways`, these hold the texts, and its own stay empty.
struct RevisionSource : WayTexts {
    std::string directory;  ///< "0002_add_phone"; "(ephemeral draft)" for one that a build made
    std::string number;     ///< "0002"; "" for a draft
    std::string name;       ///< "add_phone"
    std::string message;
    std::string schema_text;           ///< normalised
    std::optional<std::string> stamp;  ///< the digest it carries; nothing for a draft
    bool known = false;  ///< an earlier run found it to be what its line in the lock says; `schema_text` and
                         ///< `schema` may be unread
    Schema schema;                     ///< an ephemeral draft's is today's: its spans lie in the schema file
    std::optional<std::uint32_t> schema_file;
    std::vector<WaySource> ways;       ///< of a merge, in the order of its parents; empty for a plain revision
    std::vector<WaySource> newer{};    ///< what superseded the ways it was frozen with, oldest first
};

/// The crossing from a parent, whose digest or id this is; null where there is none.
const WaySource* way_from(const RevisionSource& revision, std::string_view parent);

/// The revision as one of its ways alone makes it: what a rehearsal and a check of texts look at.
RevisionSource by_way(const RevisionSource& revision, const WaySource& way);

/// Whom to blame for a revision as a whole: its up.sql (a merge's schema.varve), or the schema file that an ephemeral draft was made
/// for.
Span place_of(const RevisionSource& revision);

/// "`0002_add_phone`", "this build's ephemeral draft".
std::string title_of(const RevisionSource& revision);

/// What a down's directives say.
struct DownGrade {
    Grade grade = Grade::none;
    std::vector<std::string> loses;
};

DownGrade grade_of(const std::string& normalised_down);
bool compatible_readers(const std::string& normalised_up);

}  // namespace varve::compiler
