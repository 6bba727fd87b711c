#include "generator/history/proof_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "generator/history/program_identity.hpp"
#include "runtime/src/digest.hpp"

namespace varve::compiler {
namespace {

std::string described(const std::vector<Requirement>& requirements) {
    std::vector<std::string> lines;
    for (const Requirement& each : requirements)
        lines.push_back(fmt::format("{} {} {} {}\n", static_cast<int>(each.kind), each.arity,
                                    each.name.size(), each.name));
    std::sort(lines.begin(), lines.end());
    return fmt::format("{}", fmt::join(lines, ""));
}

std::string described(const ImportMap& import) {
    std::string text = import.table + '\n';
    for (const ImportMap::Version& each : import.versions)
        text += fmt::format("{} {}\n", each.digest, each.version);
    return text;
}

/// A draft is held to more than a frozen revision is, and told more.
std::string next_key(std::string_view before, const LockRecord& record, bool draft) {
    std::vector<std::string_view> parts = {"varve-proof-1", before, record.digest, record.fingerprint,
                                           draft ? "draft" : ""};
    for (const WayDigests& way : record.ways)
        parts.insert(parts.end(), {way.body, way.down, way.proof});
    return detail::digest_parts(parts);
}

}  // namespace

std::vector<std::string> proof_keys(const VerifiedChain& chain,
                                    const std::vector<Requirement>& requirements) {
    const std::string identity = program_identity();
    const std::string required = described(requirements);
    const std::string import = described(chain.import);
    const std::string name = chain.revisions.empty() ? "" : chain.revisions.back().schema.name;
    const std::array<std::string_view, 4> parts = {identity, required, import, name};
    std::string key = detail::digest_parts(parts);
    std::vector<std::string> keys;
    for (std::size_t i = 0; i != chain.records.size(); ++i)
        keys.push_back(key = next_key(key, chain.records[i], i >= chain.frozen));
    return keys;
}

}  // namespace varve::compiler
