#include "generator/import/old_versions.hpp"

#include <fmt/format.h>

#include "runtime/src/sql_chars.hpp"

namespace varve::compiler {
namespace {

/// `0001_1975ea83b712_create_account` and `1975ea83b712_create_account`: the hash.
std::string alembic_version(std::string_view title) {
    constexpr std::size_t shortest_hash = 8;
    while (!title.empty()) {
        const std::string_view word = title.substr(0, title.find_first_of("_-."));
        const bool hash = word.size() >= shortest_hash &&
                          word.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
                          word.find_first_of("abcdef") != std::string_view::npos;
        if (hash) return std::string(word);
        title.remove_prefix(std::min(word.size() + 1, title.size()));
    }
    return {};
}

}  // namespace

const std::vector<std::string_view>& known_old_tables() {
    static const std::vector<std::string_view> tables = {
        "schema_migrations",       "__diesel_schema_migrations", "goose_db_version", "alembic_version",
        "refinery_schema_history", "_sqlx_migrations",           "user_version"};
    return tables;
}

std::string_view old_table_of(Layout layout) {
    switch (layout) {
        case Layout::folders:
            return "__diesel_schema_migrations";
        case Layout::dbmate:
            return "schema_migrations";
        case Layout::goose:
            return "goose_db_version";
        case Layout::refinery:
            return "refinery_schema_history";
        case Layout::pairs:
        case Layout::plain:
            break;
    }
    return {};
}

std::optional<std::vector<std::string>> versions_in(std::string_view table, const OldChain& chain,
                                                    DiagnosticSink& sink) {
    std::vector<std::string> versions;
    for (const OldStep& step : chain.steps) {
        versions.push_back(table == "alembic_version" ? alembic_version(step.title) : step.version);
        if (!versions.back().empty()) continue;
        sink.error(
            DiagnosticKind::import_version, {step.up.file, 0, 0},
            fmt::format("`{}` has no hash in its name, by which `alembic_version` would know it", step.title),
            {}, "name the files as Alembic does, `0001_1975ea83b712_create_account.sql`");
        return std::nullopt;
    }
    return versions;
}

}  // namespace varve::compiler
