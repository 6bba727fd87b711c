#pragma once

#include <optional>
#include <vector>

#include "generator/driver/project.hpp"

namespace varve::compiler {

/// A line of frozen revisions put behind another revision: the sources, which are to be proved, and the texts
/// that their files would have.
struct Move {
    struct Texts {
        std::string up;
        std::string down;
        std::string schema;
    };
    std::vector<RevisionSource> revisions;
    std::vector<LockRecord> records;
    std::vector<Texts> texts;
};

/// Carries what each revision of `line` did to the schema over: from `fork`, on which the line stands, to
/// `onto`. Nothing where both sides changed the same thing, or the outcome is no schema; it was reported.
std::optional<Move> move_line(Project& project, const std::vector<RevisionSource>& line, const Schema& fork,
                              const RevisionSource* onto, const std::string& onto_digest);

}  // namespace varve::compiler
