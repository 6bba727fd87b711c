#include "generator/history/freeze.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "generator/history/lock_line.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/src/digest.hpp"

namespace varve::compiler {
namespace {

unsigned long number_of(const RevisionSource& revision) {
    unsigned long number = 0;
    for (char c : revision.number)
        if (c >= '0' && c <= '9') number = number * 10 + static_cast<unsigned long>(c - '0');
    return number;
}

}  // namespace

std::string digest_of(const RevisionSource& revision, std::string_view name,
                      const std::vector<std::string>& parents) {
    return detail::revision_digest(fmt::format("{}", fmt::join(parents, " ")), name, revision.up,
                                   revision.schema_text);
}

LockRecord make_record(const RevisionSource& revision, const std::vector<std::string>& parents) {
    LockRecord record;
    record.digest = digest_of(revision, revision.name, parents);
    record.parents = parents;
    record.body = detail::body_digest(revision.up);
    if (!revision.down.empty()) record.down = detail::text_digest(revision.down);
    if (revision.proof) record.proof = detail::text_digest(*revision.proof);
    record.fingerprint = detail::fingerprint(sqlite::structure_of(revision.schema));
    record.name = revision.name;
    record.message = revision.message;
    return record;
}

std::string next_number(const VerifiedChain& chain) {
    unsigned long largest = 0;
    for (std::size_t i = 0; i != chain.frozen; ++i)
        largest = std::max(largest, number_of(chain.revisions[i]));
    return fmt::format("{:04}", largest + 1);
}

std::string write_stamp(std::string_view digest) {
    return std::string(digest) + "\n";
}

std::optional<std::string> read_stamp(std::string_view text) {
    if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
    if (!is_digest(text)) return std::nullopt;
    return std::string(text);
}

Frozen freeze(const Lock& lock, const VerifiedChain& chain) {
    const RevisionSource& draft = chain.revisions.at(chain.frozen);
    Frozen frozen;
    frozen.record = chain.records.at(chain.frozen);
    frozen.directory = next_number(chain) + "_" + draft.name;
    frozen.stamp = write_stamp(frozen.record.digest);
    Lock longer = lock;
    longer.records.push_back(frozen.record);
    frozen.lock = write_lock(longer);
    return frozen;
}

}  // namespace varve::compiler
