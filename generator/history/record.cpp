#include "generator/history/record.hpp"

#include <fmt/format.h>

#include "generator/sqlite/render.hpp"
#include "runtime/src/digest.hpp"

namespace varve::compiler {

std::string digest_of(const RevisionSource& revision, std::string_view name,
                      const std::vector<std::string>& parents) {
    const std::string above = fmt::format("{}", fmt::join(parents, " "));
    if (revision.ways.empty()) return detail::revision_digest(above, name, revision.up, revision.schema_text);
    std::vector<std::string_view> ups;
    for (const std::string& parent : parents)
        if (const WaySource* way = way_from(revision, parent)) ups.push_back(way->up);
    return detail::merge_digest(above, name, ups, revision.schema_text);
}

WayDigests digests_of(const WayTexts& way) {
    WayDigests digests;
    digests.body = detail::body_digest(way.up);
    if (!way.down.empty()) digests.down = detail::text_digest(way.down);
    if (way.proof) digests.proof = detail::text_digest(*way.proof);
    return digests;
}

LockRecord make_record(const RevisionSource& revision, const std::vector<std::string>& parents) {
    LockRecord record;
    record.digest = digest_of(revision, revision.name, parents);
    record.parents = parents;
    if (revision.ways.empty()) record.ways = {digests_of(revision)};
    for (const WaySource& way : revision.ways)
        record.ways.push_back(digests_of(way));
    for (const WaySource& way : revision.newer)
        record.ways.push_back(digests_of(way));
    record.fingerprint = detail::fingerprint(sqlite::structure_of(revision.schema));
    record.name = revision.name;
    record.message = revision.message;
    return record;
}

}  // namespace varve::compiler
