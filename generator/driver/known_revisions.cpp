#include "generator/driver/known_revisions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "generator/history/program_identity.hpp"
#include "runtime/src/digest.hpp"

namespace varve::compiler {
namespace {

constexpr std::string_view kind = "known";

/// The line without its place, which does not matter.
std::string described(const LockRecord& record) {
    return fmt::format("{} {} {} {} {} {} {}", record.digest, fmt::join(record.parents, ","), record.body,
                       record.down, record.proof, record.fingerprint, record.name);
}

std::string_view bytes_of(const std::optional<std::string>& file) {
    return file ? std::string_view(*file) : std::string_view();
}

/// "11101": which files are there. An empty one is another than one that is not.
std::string presence(const RevisionBytes& bytes) {
    std::string there;
    for (const auto* file : {&bytes.up, &bytes.down, &bytes.schema, &bytes.proof, &bytes.stamp})
        there += file->has_value() ? '1' : '0';
    return there;
}

}  // namespace

KnownRevisions::KnownRevisions(ProofCache& cache, const std::filesystem::path& chain)
    : cache_(cache),
      identity_(cache.remembers() ? program_identity() : std::string()),
      key_(std::filesystem::absolute(chain).lexically_normal().string()) {
    const std::string text = cache_.find(kind, key_).value_or("");
    for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1)
        known_.insert(text.substr(at, end - at));
}

std::string KnownRevisions::digest_of(const RevisionBytes& bytes, const LockRecord& record) const {
    if (!cache_.remembers()) return {};
    const std::string line = described(record);
    const std::string there = presence(bytes);
    const std::array<std::string_view, 10> parts = {"varve-known-1",
                                                    identity_,
                                                    line,
                                                    bytes.directory,
                                                    there,
                                                    bytes_of(bytes.up),
                                                    bytes_of(bytes.down),
                                                    bytes_of(bytes.schema),
                                                    bytes_of(bytes.proof),
                                                    bytes_of(bytes.stamp)};
    return detail::digest_parts(parts);
}

void KnownRevisions::keep(const std::vector<std::string>& digests) {
    const bool same =
        digests.size() == known_.size() &&
        std::all_of(digests.begin(), digests.end(), [&](const std::string& digest) { return has(digest); });
    if (same) return;
    known_ = {digests.begin(), digests.end()};
    cache_.keep(kind, key_, fmt::format("{}\n", fmt::join(digests, "\n")));
}

}  // namespace varve::compiler
