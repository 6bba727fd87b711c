#include "generator/history/baked.hpp"

#include <algorithm>
#include <deque>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "generator/sqlite/render.hpp"
#include "runtime/src/digest.hpp"
#include "runtime/src/structure.hpp"

namespace varve::compiler {
namespace {

constexpr std::size_t piece_size = 16000;

}  // namespace

/// Deques, because what is handed out must not move.
struct BakedChain::Storage {
    std::deque<std::string> strings;
    std::deque<std::vector<Piece>> texts;
    std::deque<std::vector<Way>> ways;
    std::vector<Revision> revisions;
    std::vector<UnmanagedObject> unmanaged;
    std::vector<OldVersion> old_versions;
    Chain chain;

    std::string_view keep(std::string value) { return strings.emplace_back(std::move(value)); }

    Text keep_text(std::string value) {
        if (value.empty()) return {};
        const std::string_view whole = keep(std::move(value));
        std::vector<Piece>& pieces = texts.emplace_back();
        for (std::size_t at = 0; at < whole.size(); at += piece_size)
            pieces.push_back({whole.data() + at, std::min(piece_size, whole.size() - at)});
        return {pieces.data(), pieces.size()};
    }

    Way way_of(const WayTexts& source, std::string_view parent, std::string_view body) {
        const DownGrade grade = grade_of(source.down);
        Way way;
        way.parent = parent;
        way.body = body;
        way.up = keep_text(source.up);
        way.down = keep_text(source.down);
        way.grade = grade.grade;
        way.loses = keep(fmt::format("{}", fmt::join(grade.loses, " ")));
        way.compatible_readers = compatible_readers(source.up);
        return way;
    }

    void add_ways(Revision& revision, const RevisionSource& source, const LockRecord& record) {
        std::vector<Way>& all = ways.emplace_back();
        if (source.ways.empty())
            all.push_back(way_of(source, record.parents.empty() ? "" : keep(record.parents.front()),
                                 keep(record.ways.front().body)));
        for (const std::vector<WaySource>* list : {&source.ways, &source.newer})
            for (const WaySource& way : *list)
                all.push_back(way_of(way, keep(way.parent), keep(detail::body_digest(way.up))));
        revision.ways = all.data();
        revision.way_count = all.size();
    }

    void add(const RevisionSource& source, const LockRecord& record, bool draft) {
        Revision& revision = revisions.emplace_back();
        revision.digest = keep(record.digest);
        revision.parents = keep(fmt::format("{}", fmt::join(record.parents, " ")));
        revision.name = keep(record.name);
        revision.message = keep(record.message);
        revision.fingerprint = keep(record.fingerprint);
        revision.draft = draft;
        revision.number = keep(source.number);
        if (!source.ways.empty() || !source.newer.empty()) return add_ways(revision, source, record);
        const Way plain = way_of(source, {}, keep(record.ways.front().body));
        revision.body = plain.body;
        revision.up = plain.up;
        revision.down = plain.down;
        revision.grade = plain.grade;
        revision.loses = plain.loses;
        revision.compatible_readers = plain.compatible_readers;
    }
};

BakedChain::BakedChain(const std::string& schema_name, const VerifiedChain& verified, bool drafts_allowed,
                       const std::vector<Unmanaged>& unmanaged)
    : storage_(std::make_unique<Storage>()) {
    for (std::size_t i = 0; i != verified.revisions.size(); ++i)
        storage_->add(verified.revisions[i], verified.records[i], i >= verified.frozen);
    for (const Unmanaged& object : unmanaged)
        storage_->unmanaged.push_back({storage_->keep(object.type), storage_->keep(object.name)});
    for (const ImportMap::Version& each : verified.import.versions)
        storage_->old_versions.push_back({storage_->keep(each.version), storage_->keep(each.digest)});
    Chain& chain = storage_->chain;
    chain.schema = storage_->keep(schema_name);
    chain.revisions = storage_->revisions.data();
    chain.count = storage_->revisions.size();
    if (!verified.revisions.empty())
        chain.structure =
            storage_->keep_text(detail::to_text(sqlite::structure_of(verified.revisions.back().schema)));
    chain.drafts_allowed = drafts_allowed;
    chain.build = "varve " VARVE_VERSION;
    chain.unmanaged = storage_->unmanaged.data();
    chain.unmanaged_count = storage_->unmanaged.size();
    chain.old_table = storage_->keep(verified.import.table);
    chain.old_versions = storage_->old_versions.data();
    chain.old_version_count = storage_->old_versions.size();
}

BakedChain::BakedChain(BakedChain&&) noexcept = default;
BakedChain& BakedChain::operator=(BakedChain&&) noexcept = default;
BakedChain::~BakedChain() = default;

const Chain& BakedChain::chain() const {
    return storage_->chain;
}

void BakedChain::set_head(std::string structure, std::string rows) {
    storage_->chain.structure = storage_->keep_text(std::move(structure));
    storage_->chain.fresh = storage_->keep_text(std::move(rows));
}

}  // namespace varve::compiler
