#include "runtime/src/disk_need.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <system_error>
#include <vector>

#include <varve/error.hpp>

#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot ask how much room a table takes";

std::int64_t page_size(sqlite3* db) {
    return query_integer(db, "PRAGMA main.page_size", tried);
}

std::int64_t bytes_of_file(sqlite3* db) {
    return query_integer(db, "PRAGMA main.page_count", tried) * page_size(db);
}

struct Bytes {
    std::int64_t rows = 0;
    std::int64_t indexes = 0;
};

bool writes_ahead(sqlite3* db) {
    return query_text(db, "PRAGMA main.journal_mode", tried) == "wal";
}

bool has_dbstat(sqlite3* db) {
    return query_integer(db, "SELECT count(*) FROM pragma_module_list WHERE name = 'dbstat'", tried) != 0;
}

/// The pages of a table and of its indexes.
Bytes bytes_of_table(sqlite3* db, const std::string& table) {
    Statement size(
        db,
        "SELECT sum(CASE WHEN name = ?1 COLLATE NOCASE THEN pgsize END), "
        "sum(CASE WHEN name <> ?1 COLLATE NOCASE THEN pgsize END) "
        "FROM dbstat WHERE schema = 'main' AND aggregate = TRUE AND name IN "
        "(SELECT name FROM main.sqlite_schema WHERE tbl_name = ?1 COLLATE NOCASE AND rootpage <> 0)",
        tried);
    size.bind(1, table);
    return size.step() ? Bytes{size.integer(0), size.integer(1)} : Bytes{};
}

/// At least what the rows themselves take: where SQLite was built without dbstat, which counts the pages.
Bytes least_bytes_of_table(sqlite3* db, const std::string& table) {
    const TableFacts facts = read_table_facts(db, table);
    if (!facts.exists()) return {};
    std::string bytes = std::to_string(facts.columns.size() + 2);
    for (const ColumnFacts& column : facts.columns)
        if (!column.generated)
            bytes += fmt::format(
                " + CASE WHEN typeof({0}) IN ('text', 'blob') THEN length(CAST({0} AS BLOB)) ELSE 0 END",
                quote_name(column.name));
    return {
        query_integer(db, fmt::format("SELECT sum({}) FROM main.{}", bytes, quote_name(facts.name)), tried),
        0};
}

/// The file grows by the new rows; the indexes are made in the pages of the old ones, which a rollback
/// journal has to hold. A write-ahead log holds every page that is written, free ones too. Where SQLite wipes
/// what it frees, the old rows' pages are written as well.
std::int64_t bytes_written(sqlite3* db, const Bytes& bytes) {
    std::int64_t written = bytes.rows + bytes.indexes;
    if (query_integer(db, "PRAGMA main.secure_delete", tried) == 1) written += bytes.rows;
    if (!writes_ahead(db)) written -= query_integer(db, "PRAGMA main.freelist_count", tried) * page_size(db);
    return std::max<std::int64_t>(written, 0);
}

}  // namespace

std::string grouped(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, 1, ',');
    return digits;
}

std::string file_of(sqlite3* db) {
    const char* file = sqlite3_db_filename(db, "main");
    return file == nullptr ? std::string() : std::string(file);
}

bool rebuilds(std::string_view script) {
    return script.find("--@ rebuild ") != std::string_view::npos;
}

std::optional<std::int64_t> free_bytes(const std::string& file) {
    std::error_code failed;
    const std::filesystem::space_info space = std::filesystem::space(file, failed);
    if (failed || space.available == static_cast<std::uintmax_t>(-1)) return std::nullopt;
    return static_cast<std::int64_t>(
        std::min(space.available, static_cast<std::uintmax_t>(std::numeric_limits<std::int64_t>::max())));
}

std::int64_t bytes_needed(sqlite3* db, std::string_view script, std::int64_t free) {
    if (!rebuilds(script)) return 0;
    std::vector<std::string> tables;
    for (const Step& step : split_steps(script))
        if (step.directive)
            if (Directive directive = read_directive(step.text); directive.kind == DirectiveKind::rebuild)
                tables.push_back(std::move(directive.table));
    // A table takes no more than the whole file, and each page is written twice at most.
    if (2 * bytes_of_file(db) * static_cast<std::int64_t>(tables.size()) <= free) return 0;
    const bool pages = has_dbstat(db);
    Bytes bytes;
    for (const std::string& table : tables) {
        const Bytes one = pages ? bytes_of_table(db, table) : least_bytes_of_table(db, table);
        bytes.rows += one.rows;
        bytes.indexes += one.indexes;
    }
    return bytes_written(db, bytes);
}

std::optional<DiskNeed> disk_problem(sqlite3* db, const std::string& revision, std::string_view script,
                                     std::int64_t free) {
    const std::int64_t needed = bytes_needed(db, script, free);
    if (needed <= free) return std::nullopt;
    return DiskNeed{revision, needed, free};
}

std::string describe(const DiskNeed& need) {
    return fmt::format("its rebuilds need {} bytes, and {} bytes are free", grouped(need.needed),
                       grouped(need.free));
}

}  // namespace varve::detail
