#pragma once

#include <span>
#include <string>
#include <string_view>

namespace varve::detail {

/// Length-framed parts, so that no two lists of parts can collide: each part is its size as 8 bytes, least
/// significant first, then its bytes. The one digest code of build and application.
std::string digest_parts(std::span<const std::string_view> parts);

/// The same of one part more, which lies in pieces.
std::string digest_parts(std::span<const std::string_view> parts, std::span<const std::string_view> pieces);

/// Format tag, parents (joined by a space), name, normalised up, normalised schema.
std::string revision_digest(std::string_view parents, std::string_view name, std::string_view up,
                            std::string_view schema);

/// Of a merge: format tag, parents (joined by a space), name, the normalised up of each crossing in the order
/// of the parents, normalised schema.
std::string merge_digest(std::string_view parents, std::string_view name,
                         std::span<const std::string_view> ups, std::string_view schema);

/// Format tag and normalised up: the same work at another place.
std::string body_digest(std::string_view up);

/// Format tag and normalised text, for downs and proofs.
std::string text_digest(std::string_view text);

}  // namespace varve::detail
