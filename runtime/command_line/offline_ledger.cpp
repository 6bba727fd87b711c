#include "runtime/command_line/offline_ledger.hpp"

#include <fmt/format.h>

#include "runtime/command_line/offline_guard.hpp"
#include "runtime/src/ledger.hpp"
#include "runtime/src/names.hpp"

namespace varve::detail {
namespace {

constexpr std::string_view now = "CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)";

/// A database without a ledger has nothing in it but what is unmanaged.
std::string is_empty(const Chain& chain) {
    std::string others;
    for (std::size_t i = 0; i != chain.unmanaged_count; ++i)
        others += fmt::format(" AND NOT (type = {} AND name GLOB {})", sql_text(chain.unmanaged[i].type),
                              sql_text(chain.unmanaged[i].name));
    return fmt::format(
        "(SELECT count(*) FROM main.varve_revisions) = 0 AND NOT EXISTS (SELECT 1 FROM main.sqlite_schema "
        "WHERE name NOT GLOB 'sqlite_*' AND tbl_name NOT IN ('varve_revisions', 'varve_log'){})",
        others);
}

/// Digests `parts` and then runs `use`, in which the digest is `(SELECT digest FROM temp.varve_digest)`.
std::string with_digest(std::string_view parts, std::string_view use) {
    return fmt::format(
        "DELETE FROM temp.varve_part;\n"
        "INSERT INTO temp.varve_part(value) {}\n"
        "DELETE FROM temp.varve_message;\n"
        "INSERT INTO temp.varve_message SELECT bytes FROM temp.varve_padded;\n{}",
        parts, use);
}

/// The newest row's columns as parts, in the order of the table.
std::string row_parts() {
    std::string parts = "VALUES ('varve-ledger-row-1');\n";
    for (const char* column :
         {"seq", "format", "schema", "id", "name", "digest", "body", "parents", "crossing", "fingerprint",
          "draft", "compatible", "inverse", "grade", "loses", "applied_at", "build"})
        parts += fmt::format(
            "INSERT INTO temp.varve_part(value) SELECT {} FROM main.varve_revisions ORDER BY seq DESC LIMIT "
            "1;\n",
            column);
    return parts;
}

/// A row of the log about the newest row of the ledger, whose digest is kept in temp.varve_row.
std::string log_row(const Chain& chain, const Revision& revision, LogAction action) {
    const std::string insert = fmt::format(
        "INSERT INTO main.varve_log(seq, format, schema, action, id, digest, forced, at, build, previous, "
        "row_digest)\n"
        "  SELECT coalesce(max(seq), 0) + 1, {}, {}, {}, {}, (SELECT digest FROM temp.varve_row), 0, {}, "
        "{},\n"
        "    coalesce((SELECT row_digest FROM main.varve_log ORDER BY seq DESC LIMIT 1), ''), '' FROM "
        "main.varve_log;\n",
        ledger_format, sql_text(chain.schema), sql_text(to_word(action)), sql_text(revision.id()), now,
        sql_text(chain.build));
    std::string parts = "VALUES ('varve-log-1');\n";
    for (const char* column :
         {"previous", "seq", "format", "schema", "action", "id", "digest", "forced", "at", "build"})
        parts += fmt::format(
            "INSERT INTO temp.varve_part(value) SELECT {} FROM main.varve_log ORDER BY seq DESC LIMIT 1;\n",
            column);
    return insert +
           with_digest(parts,
                       "UPDATE main.varve_log SET row_digest = (SELECT digest FROM temp.varve_digest) "
                       "WHERE seq = (SELECT max(seq) FROM main.varve_log);\n");
}

std::string keep_row_digest() {
    return "DELETE FROM temp.varve_row;\n" +
           with_digest(row_parts(), "INSERT INTO temp.varve_row SELECT digest FROM temp.varve_digest;\n");
}

}  // namespace

std::string offline_make_ledger() {
    std::string sql;
    for (const std::string_view table : ledger_tables())
        sql += fmt::format("CREATE TABLE IF NOT EXISTS main.{};\n", table);
    return sql;
}

std::string offline_at(const Chain& chain, const Revision* revision) {
    if (revision == nullptr)
        return guard(is_empty(chain),
                     "the database is not at base, or holds other tables; nothing was changed");
    return guard(
        fmt::format(
            "coalesce((SELECT digest = {} AND schema = {} FROM main.varve_revisions ORDER BY seq DESC "
            "LIMIT 1), 0)",
            sql_text(revision->digest), sql_text(chain.schema)),
        fmt::format("the database is not at {}; nothing was changed by this revision", describe(*revision)));
}

std::string offline_came_by(const Chain& chain, const Revision& revision) {
    const LedgerRow row = ledger_row(chain, revision);
    return guard(
        fmt::format(
            "(SELECT body = {} AND crossing = {} FROM main.varve_revisions ORDER BY seq DESC LIMIT 1)",
            sql_text(row.body), sql_text(row.crossing)),
        fmt::format("the database came to {} by another way: take it back by the program itself; nothing was "
                    "changed by this revision",
                    describe(revision)));
}

std::string offline_record(const Chain& chain, const Revision& revision) {
    const LedgerRow row = ledger_row(chain, revision);
    return fmt::format(
               "INSERT INTO main.varve_revisions(seq, format, schema, id, name, digest, body, parents, "
               "crossing,\n"
               "    fingerprint, draft, compatible, inverse, grade, loses, applied_at, build)\n"
               "  SELECT coalesce(max(seq), 0) + 1, {}, {}, {}, {}, {}, {}, {}, {}, {}, {:d}, {:d},\n    "
               "{},\n    "
               "{}, {}, {}, {} FROM main.varve_revisions;\n",
               row.format, sql_text(row.schema), sql_text(row.id), sql_text(row.name), sql_text(row.digest),
               sql_text(row.body), sql_text(row.parents), sql_text(row.crossing), sql_text(row.fingerprint),
               row.draft, row.compatible, sql_text(row.inverse), sql_text(to_word(row.grade)),
               sql_text(row.loses), now, sql_text(row.build)) +
           keep_row_digest() + log_row(chain, revision, LogAction::up);
}

std::string offline_unrecord(const Chain& chain, const Revision& revision) {
    return keep_row_digest() +
           "DELETE FROM main.varve_revisions WHERE seq = (SELECT max(seq) FROM main.varve_revisions);\n" +
           log_row(chain, revision, LogAction::down);
}

}  // namespace varve::detail
