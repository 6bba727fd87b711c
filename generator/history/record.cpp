#include "generator/history/record.hpp"

#include <fmt/format.h>

#include "generator/sqlite/render.hpp"
#include "runtime/src/digest.hpp"

namespace varve::compiler {

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

}  // namespace varve::compiler
