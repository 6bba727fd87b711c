#include "runtime/src/sql_canonical.hpp"
#include "runtime/src/sql_normal_reader.hpp"

namespace varve::detail {
namespace {

/// `CREATE TEMP TRIGGER IF NOT EXISTS main . name`
std::string read_head(NormalReader& reader, std::string_view type) {
    const std::size_t first = reader.position();
    while (!reader.at_end() && !reader.is(type))
        reader.take();
    reader.expect(type);
    if (reader.accept("IF")) {
        reader.expect("NOT");
        reader.expect("EXISTS");
    }
    std::string sql = join_tokens(reader.since(first)) + ' ';
    sql += reader.name();
    if (reader.accept(".")) sql += " . " + reader.name();
    return sql;
}

/// SQLite fires before where nothing is said.
std::string read_timing(NormalReader& reader) {
    if (reader.accept("AFTER")) return " AFTER";
    if (!reader.accept("INSTEAD")) return reader.accept("BEFORE"), " BEFORE";
    reader.expect("OF");
    return " INSTEAD OF";
}

std::string read_event(NormalReader& reader) {
    std::string sql = ' ' + reader.take().text;
    if (!reader.accept("OF")) return sql;
    sql += " OF " + reader.name();
    while (reader.accept(","))
        sql += " , " + reader.name();
    return sql;
}

}  // namespace

std::optional<std::string> canonical_trigger(std::span<const NormalToken> tokens) {
    NormalReader reader(tokens);
    std::string sql = read_head(reader, "TRIGGER");
    sql += read_timing(reader);
    sql += read_event(reader);
    reader.expect("ON");
    sql += " ON " + reader.name();
    if (reader.accept("FOR")) {
        reader.expect("EACH");
        reader.expect("ROW");
    }
    if (!reader.is("WHEN") && !reader.is("BEGIN")) return std::nullopt;
    return sql + ' ' + reader.rest();
}

std::optional<std::string> canonical_view(std::span<const NormalToken> tokens) {
    NormalReader reader(tokens);
    const std::string sql = read_head(reader, "VIEW");
    if (reader.failed() || (!reader.is("(") && !reader.is("AS"))) return std::nullopt;
    return sql + ' ' + reader.rest();
}

}  // namespace varve::detail
