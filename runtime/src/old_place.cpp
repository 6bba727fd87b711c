#include "runtime/src/old_place.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <set>
#include <string_view>

#include <varve/error.hpp>

#include "runtime/src/catalog.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {
namespace {

/// What a tool writes into its table.
struct OldTable {
    std::string_view name;
    std::string_view versions;  ///< reads one version a row
    bool each;                  ///< every version has a row; otherwise only the last
};

constexpr std::string_view user_version = "user_version";
constexpr std::size_t most_versions = 100000;

constexpr OldTable tables[] = {
    {"__diesel_schema_migrations", "SELECT version FROM main.__diesel_schema_migrations", true},
    {"goose_db_version",
     "SELECT version_id FROM (SELECT version_id, is_applied, max(id) FROM main.goose_db_version GROUP BY "
     "version_id) WHERE is_applied AND version_id <> 0",
     true},
    {"refinery_schema_history", "SELECT version FROM main.refinery_schema_history", true},
    {"_sqlx_migrations", "SELECT version FROM main._sqlx_migrations WHERE success", true},
    {"alembic_version", "SELECT version_num FROM main.alembic_version", false},
};

bool has_column(const TableFacts& table, std::string_view name) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const ColumnFacts& column) { return fold(column.name) == name; });
}

/// golang-migrate keeps one row and a flag, dbmate a row for every version.
OldTable schema_migrations(const TableFacts& table) {
    return {"schema_migrations", "SELECT version FROM main.schema_migrations", !has_column(table, "dirty")};
}

std::string_view without_zeros(std::string_view version) {
    if (version.find_first_not_of("0123456789") != std::string_view::npos) return version;
    const auto first = version.find_first_not_of('0');
    return first == std::string_view::npos ? version.substr(0, 1) : version.substr(first);
}

/// The revision that a version stands for, counted from one; 0 for none.
std::size_t count_at_version(const Chain& chain, std::string_view version) {
    for (std::size_t i = 0; i != chain.old_version_count; ++i) {
        if (without_zeros(chain.old_versions[i].version) != without_zeros(version)) continue;
        for (std::size_t at = 0; at != chain.count; ++at)
            if (chain.revisions[at].digest == chain.old_versions[i].digest) return at + 1;
    }
    return 0;
}

class Reader {
public:
    Reader(sqlite3* db, const Chain& chain) : db_(db), chain_(chain) {}

    std::optional<OldPlace> read() {
        if (chain_.old_table == user_version) {
            const auto number = query_integer(db_, "PRAGMA main.user_version", "cannot read `user_version`");
            return number == 0 ? std::nullopt : std::optional(place({std::to_string(number)}, false));
        }
        const TableFacts facts = read_table_facts(db_, chain_.old_table);
        if (!facts.exists()) return std::nullopt;
        OldTable table = schema_migrations(facts);
        for (const OldTable& known : tables)
            if (known.name == chain_.old_table) table = known;
        try {
            return read(table, facts);
        } catch (const Error& error) {
            if ((error.sqlite_code() & 0xff) != SQLITE_ERROR) throw;
            return OldPlace{0, {}, error.what()};
        }
    }

private:
    static constexpr std::string_view tried = "is not as its tool makes it";

    std::optional<OldPlace> read(const OldTable& table, const TableFacts& facts) {
        if (table.name == "schema_migrations" && has_column(facts, "dirty") &&
            query_integer(db_, "SELECT count(*) FROM main.schema_migrations WHERE dirty", tried) != 0)
            return OldPlace{0, {}, "is marked dirty: a step of it failed half-way"};
        const auto versions = versions_of(table);
        if (!versions) return OldPlace{0, {}, "holds a version that is NULL"};
        if (versions->empty()) return std::nullopt;
        return place(*versions, table.each);
    }

    /// Nothing where one is NULL.
    std::optional<std::set<std::string>> versions_of(const OldTable& table) {
        Statement each(db_, table.versions, tried);
        std::set<std::string> versions;
        while (versions.size() != most_versions && each.step()) {
            if (each.is_null(0)) return std::nullopt;
            versions.insert(each.text(0));
        }
        return versions;
    }

    /// Where every version has a row, the last one counts only when those before it have theirs.
    OldPlace place(const std::set<std::string>& versions, bool each) {
        OldPlace last;
        for (const std::string& version : versions) {
            const std::size_t count = count_at_version(chain_, version);
            if (count == 0)
                return {0, version,
                        fmt::format("holds version {}, which is not in the chain that was imported",
                                    printable(version))};
            if (count > last.count) last = {count, version, {}};
        }
        if (each && versions.size() < mapped_up_to(last.count))
            last.problem = fmt::format("holds {} of the {} versions up to {}", versions.size(),
                                       mapped_up_to(last.count), printable(last.version));
        return last;
    }

    std::size_t mapped_up_to(std::size_t count) const {
        std::size_t mapped = 0;
        for (std::size_t i = 0; i != chain_.old_version_count; ++i) {
            const std::size_t at = count_at_version(chain_, chain_.old_versions[i].version);
            mapped += at != 0 && at <= count ? 1 : 0;
        }
        return mapped;
    }

    sqlite3* db_;
    const Chain& chain_;
};

}  // namespace

std::optional<OldPlace> read_old_place(sqlite3* db, const Chain& chain) {
    if (chain.old_table.empty()) return std::nullopt;
    return Reader(db, chain).read();
}

}  // namespace varve::detail
