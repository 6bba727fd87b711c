#include <array>

#include "tests/support/draft_maker.hpp"

namespace varve::compiler::testing {

DraftObject DraftMaker::view(const DraftSchema& schema) {
    const DraftTable& table = schema.tables[below(schema.tables.size())];
    const DraftColumn& column = table.columns[below(table.columns.size())];
    std::vector<std::string> sources{mark(table.id)};
    const std::string from = " FROM " + mark(table.id);
    const std::string where = chance(2) ? " WHERE " + mark(column.id) + " IS NOT NULL" : "";
    DraftObject made{next_id(), "v" + std::to_string(below(1000)), "view ", ""};
    if (chance(2))
        made.body = " = sql { SELECT " + mark(column.id) + ", 1 AS one" + from + where + " }";
    else
        made.body = " as V { n int64, \"last one\" text? } = sql {\n  SELECT count(*), max(" +
                    mark(column.id) + ")" + from + where + ";\n}";
    for (const DraftObject& other : schema.objects)
        if (other.head == "view " && chance(2))
            made.body = " = sql { SELECT count(*) AS n FROM " + mark(other.id) + " }";
    return made;
}

DraftObject DraftMaker::trigger(const DraftSchema& schema) {
    const DraftTable& table = schema.tables[below(schema.tables.size())];
    const DraftColumn& column = table.columns[below(table.columns.size())];
    const DraftTable& other = schema.tables[below(schema.tables.size())];
    const DraftColumn& touched = other.columns[below(other.columns.size())];
    const std::array<std::string, 4> events{"after insert", "before update of " + mark(column.id),
                                            "after delete", "after update"};
    const std::size_t event = below(4);
    const std::string row = event == 2 ? "old." : "new.";
    std::string body = "SELECT " + row + mark(column.id) + ";";
    if (chance(2) && touched.generated.empty())
        body =
            "UPDATE " + mark(other.id) + " SET " + mark(touched.id) + " = " + mark(touched.id) + " WHERE 0;";
    else if (chance(2))
        body = "DELETE FROM " + mark(other.id) + " WHERE " + mark(touched.id) + " IS NULL AND 0;";
    const std::string when = chance(2) ? "WHEN " + row + mark(column.id) + " IS NOT NULL " : "";
    return {next_id(), "trg" + std::to_string(below(1000)), "trigger ",
            " " + events[event] + " on " + mark(table.id) + " sql { " + when + "BEGIN " + body + " END }"};
}

DraftObject DraftMaker::virtual_table(const DraftSchema& schema) {
    const std::string name = "s" + std::to_string(below(1000));
    if (chance(3)) return {next_id(), name, "virtual table ", " using rtree (id, west, east)"};
    if (chance(3)) return {next_id(), name, "virtual table ", " using fts5 (body, tokenize = 'porter')"};
    std::vector<std::pair<const DraftTable*, const DraftColumn*>> fits;
    for (const DraftTable& table : schema.tables)
        for (const DraftColumn& column : table.columns)
            if (column.type == "text" && column.generated.empty()) fits.emplace_back(&table, &column);
    if (fits.empty()) return {next_id(), name, "virtual table ", " using fts5 (title, body)"};
    const auto [table, column] = pick(fits);
    return {next_id(), name, "search ",
            " over " + mark(table->id) + " (" + mark(column->id) + ")" +
                (chance(2) ? " tokenize \"unicode61\"" : "")};
}

DraftObject DraftMaker::object(const DraftSchema& schema) {
    const std::size_t kind = below(10);
    return kind < 4 ? view(schema) : kind < 8 ? trigger(schema) : virtual_table(schema);
}

}  // namespace varve::compiler::testing
