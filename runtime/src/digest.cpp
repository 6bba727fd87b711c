#include "runtime/src/digest.hpp"

#include <array>
#include <cstdint>
#include <vector>

#include "runtime/src/sha256.hpp"

namespace varve::detail {

namespace {

void add_frame(Sha256& hash, std::uint64_t size) {
    std::array<char, 8> frame{};
    for (char& byte : frame) {
        byte = static_cast<char>(size & 0xff);
        size >>= 8;
    }
    hash.update({frame.data(), frame.size()});
}

void add_parts(Sha256& hash, std::span<const std::string_view> parts) {
    for (const std::string_view part : parts) {
        add_frame(hash, part.size());
        hash.update(part);
    }
}

}  // namespace

std::string digest_parts(std::span<const std::string_view> parts) {
    Sha256 hash;
    add_parts(hash, parts);
    return to_hex(hash.finish());
}

std::string digest_parts(std::span<const std::string_view> parts, std::span<const std::string_view> pieces) {
    Sha256 hash;
    add_parts(hash, parts);
    std::uint64_t size = 0;
    for (const std::string_view piece : pieces)
        size += piece.size();
    add_frame(hash, size);
    for (const std::string_view piece : pieces)
        hash.update(piece);
    return to_hex(hash.finish());
}

std::string revision_digest(std::string_view parents, std::string_view name, std::string_view up,
                            std::string_view schema) {
    const std::array<std::string_view, 5> parts = {"varve-revision-1", parents, name, up, schema};
    return digest_parts(parts);
}

std::string merge_digest(std::string_view parents, std::string_view name,
                         std::span<const std::string_view> ups, std::string_view schema) {
    std::vector<std::string_view> parts = {"varve-merge-1", parents, name};
    parts.insert(parts.end(), ups.begin(), ups.end());
    parts.push_back(schema);
    return digest_parts(parts);
}

std::string body_digest(std::string_view up) {
    const std::array<std::string_view, 2> parts = {"varve-body-1", up};
    return digest_parts(parts);
}

std::string text_digest(std::string_view text) {
    const std::array<std::string_view, 2> parts = {"varve-text-1", text};
    return digest_parts(parts);
}

}  // namespace varve::detail
