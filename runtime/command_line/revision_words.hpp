#pragma once

#include <iosfwd>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <varve/chain.hpp>
#include <vector>

#include "runtime/command_line/command_options.hpp"
#include "runtime/command_line/target.hpp"

namespace varve::detail {

/// How the asking commands tell of the revisions of one chain, alike in all of them.
class RevisionWords {
public:
    /// `current` is where the database stands, if it was asked for. Refers to both others.
    RevisionWords(const Chain& chain, const CommandOptions& options, std::optional<Here> current = {});

    /// "0002 3f2a8c01d9e4 add_phone (head) (current): adds the phone"; in a chain that is no line, with what
    /// it stands on: "… <- 9b1c12345678"
    std::string line(Place place) const;

    /// The line without its message, then digest, parents, message, path and what the down costs, a line
    /// each.
    std::string paragraph(Place place) const;

    nlohmann::ordered_json json(Place place) const;

    /// One below the other, as the user's options say: a line or a paragraph each, or one JSON array.
    void list(const std::vector<Place>& places, std::ostream& out) const;

private:
    std::string title(Place place) const;
    std::string marks(Place place) const;
    std::string path(Place place) const;
    bool is_applied(Place place) const;

    const Chain& chain_;
    const CommandOptions& options_;
    Graph graph_;
    bool branches_;
    std::optional<Here> current_;
};

/// A list whose items are joined by one space.
std::vector<std::string> words_of(std::string_view list);

/// Revisions that several others follow; oldest first.
std::vector<Place> branch_points_of(const Chain& chain);

/// JSON as every command prints it; bytes that are no UTF-8 are replaced.
void print_json(const nlohmann::ordered_json& json, std::ostream& out);

}  // namespace varve::detail
