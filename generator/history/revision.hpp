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

/// A revision directory as read by the driver: text normalised, schema compiled. `draft_add_avatar` has no
/// number.
struct RevisionSource {
    std::string directory;  ///< "0002_add_phone"; "(ephemeral draft)" for one that a build made
    std::string number;     ///< "0002"; "" for a draft
    std::string name;       ///< "add_phone"
    std::string message;
    std::string up;                    ///< normalised
    std::string down;                  ///< normalised; "" for none
    std::string schema_text;           ///< normalised
    std::optional<std::string> proof;  ///< normalised
    std::optional<std::string> stamp;  ///< the digest it carries; nothing for a draft
    bool known = false;  ///< an earlier run found it to be what its line in the lock says; `schema_text` and
                         ///< `schema` may be unread
    Schema schema;                     ///< an ephemeral draft's is today's: its spans lie in the schema file
    std::uint32_t file = 0;            ///< of its up.sql, for diagnostics
    std::optional<std::uint32_t>
        down_file;  ///< of the other texts, where the reader has them; else `file` is blamed
    std::optional<std::uint32_t> schema_file;
    std::optional<std::uint32_t> proof_file;
};

/// Whom to blame for a revision as a whole: its up.sql, or the schema file that an ephemeral draft was made
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
