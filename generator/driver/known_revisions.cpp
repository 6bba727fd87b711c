#include "generator/driver/known_revisions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <string_view>

#include "generator/history/program_identity.hpp"
#include "runtime/src/digest.hpp"

namespace varve::compiler {
namespace {

constexpr std::string_view kind = "known";

/// The line without its place, which does not matter.
std::string described(const LockRecord& record) {
    std::string ways;
    for (const WayDigests& way : record.ways)
        ways += fmt::format("{} {} {} ", way.body, way.down, way.proof);
    return fmt::format("{} {} {}{} {}", record.digest, fmt::join(record.parents, ","), ways,
                       record.fingerprint, record.name);
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

void add_parts(const RevisionBytes& bytes, std::vector<std::string_view>& parts,
               std::deque<std::string>& there) {
    parts.push_back(bytes.directory);
    parts.push_back(there.emplace_back(presence(bytes)));
    for (const auto* file : {&bytes.up, &bytes.down, &bytes.schema, &bytes.proof, &bytes.stamp})
        parts.push_back(bytes_of(*file));
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
    std::vector<std::string_view> parts = {"varve-known-1", identity_, line};
    // The deque's strings stay where they are.
    std::deque<std::string> there;
    add_parts(bytes, parts, there);
    for (const RevisionBytes& way : bytes.ways)
        add_parts(way, parts, there);
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
