#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace varve::compiler {

/// Facts that cost much to find out, kept in a directory between runs: a file a fact, named by a digest of
/// its kind and key, which is to say all that the fact depends on. A hint and no more: a file that is
/// damaged, cut off or of another format is as good as none, and a directory that cannot be read or written
/// only makes every run the first. Any number of processes may share one. Facts that were not asked for
/// longest make room.
class ProofCache {
public:
    /// How much a directory may hold.
    struct Limits {
        std::size_t facts = 256;
        std::uintmax_t bytes = 256U << 20U;
    };

    /// An empty path remembers nothing.
    explicit ProofCache(std::filesystem::path directory);
    ProofCache(std::filesystem::path directory, Limits limits);

    bool remembers() const { return !directory_.empty(); }

    /// `kind` becomes part of a file's name: letters, digits and `_`.
    std::optional<std::string> find(std::string_view kind, std::string_view key) const;
    void keep(std::string_view kind, std::string_view key, std::string_view text);

private:
    std::filesystem::path place_of(std::string_view kind, std::string_view key) const;
    void make_room() const;

    std::filesystem::path directory_;
    Limits limits_;
};

}  // namespace varve::compiler
