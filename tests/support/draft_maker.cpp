#include "tests/support/draft_maker.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace varve::compiler::testing {

namespace {

/// A type, what may stand behind `=`, and SQL of a value.
struct TypeChoice {
    std::string_view type;
    std::array<std::string_view, 3> defaults;
    std::string_view sql;
};

constexpr std::array<TypeChoice, 17> types{{
    {"int64", {"-7", "9223372036854775807", "(1 + 2)"}, "(1)"},
    {"int64", {"0", "sql { +1 }", "(abs(-3))"}, "(1)"},
    {"int32", {"42", "-1", "(2 * 3)"}, "(1)"},
    {"bool", {"true", "false", "(1 = 1)"}, "(1)"},
    {"real", {"1.5e-3", "sql { .5 }", "(0.5)"}, "(2.5)"},
    {"text", {"'it''s'", "''", "(lower('X)'))"}, "('x')"},
    {"text", {"\"say \"\"hi\"\"\"", "'1'", "('a' || 'b')"}, "('x')"},
    {"text(20)", {"'x'", "'yy'", "(upper('q'))"}, "('x')"},
    {"text(5)", {"'x'", "'yy'", "(upper('q'))"}, "('x')"},
    {"blob", {"(x'00ff')", "sql { x'00ff' }", "(randomblob(4))"}, "(x'01')"},
    {"blob(16)", {"(zeroblob(16))", "(randomblob(16))", "(zeroblob(8 * 2))"}, "(zeroblob(16))"},
    {"timestamp", {"now", "(0)", "17"}, "(5)"},
    {"date", {"now", "('2020-02-29')", "current_date"}, "('2021-01-01')"},
    {"uuid", {"random_uuid", "(randomblob(16))", "(zeroblob(16))"}, "(zeroblob(16))"},
    {"json", {"'{\"a\": [1]}'", "('[]')", "'null'"}, "('[]')"},
    {"decimal", {"12.50", "('0')", "sql { 9.5 }"}, "('1.5')"},
    {"Uid", {"(zeroblob(16))", "(randomblob(16))", "(zeroblob(16))"}, "(zeroblob(16))"},
}};

constexpr std::array<std::string_view, 14> column_names{"a",      "b",     "c",         "d",   "note",
                                                        "Amount", "order", "two words", "ünï", "say \"hi\"",
                                                        "[x]",    "group", "e",         "type"};
constexpr std::array<std::string_view, 8> table_names{"users", "posts", "Tags",  "odd table",
                                                      "order", "ta",    "log_1", "it's"};
constexpr std::array<std::string_view, 3> conflicts{"rollback", "abort", "fail"};
constexpr std::array<std::string_view, 4> affinities{"\"\"", "\"VARCHAR(7)\"", "\"NUMERIC(10,2)\"",
                                                     "\"BIGINT\""};

bool same_letters(const std::string& a, const std::string& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::vector<std::string> names_of(const DraftTable& table) {
    std::vector<std::string> names;
    for (const DraftColumn& column : table.columns)
        names.push_back(column.name);
    return names;
}

/// A generated column is given no random value and no time: SQLite takes deterministic functions there.
std::string fixed(std::string sql) {
    for (std::size_t at; (at = sql.find("randomblob")) != std::string::npos;)
        sql.replace(at, 10, "zeroblob");
    return sql;
}

bool is_key(const DraftColumn& column) {
    return !column.key.empty() || !column.unique.empty();
}

}  // namespace

std::string value_of_type(const std::string& type) {
    for (const TypeChoice& choice : types)
        if (choice.type == type) return std::string(choice.sql);
    return type == "any" ? "(1)" : "";
}

std::string DraftMaker::conflict() {
    return chance(8) ? " on conflict " + std::string(pick(conflicts)) : "";
}

std::string DraftMaker::constraint_name() {
    return chance(2) ? "" : " rule_" + std::to_string(++last_constraint_);
}

std::string DraftMaker::fresh_name(const std::vector<std::string>& taken) {
    for (std::size_t tries = 0;; ++tries) {
        std::string name(pick(column_names));
        if (tries > 5) name += std::to_string(below(100));
        if (std::none_of(taken.begin(), taken.end(),
                         [&](const auto& each) { return same_letters(each, name); }))
            return name;
    }
}

std::string DraftMaker::fresh_table_name(const DraftSchema& schema) {
    for (std::size_t tries = 0;; ++tries) {
        std::string name(pick(table_names));
        if (tries > 5) name += std::to_string(below(100));
        const auto same = [&](const auto& each) { return same_letters(each.name, name); };
        if (std::none_of(schema.tables.begin(), schema.tables.end(), same) &&
            std::none_of(schema.objects.begin(), schema.objects.end(), same))
            return name;
    }
}

void DraftMaker::retype(const DraftTable& table, DraftColumn& column) {
    column.value.clear();
    column.sqltype.clear();
    const std::size_t kind = below(20);
    if (kind == 0 && table.strict) {
        column.type = "any";
    } else if (kind < 3) {
        column.type = kind == 1 ? "Color" : "Shape";
    } else {
        column.type = pick(types).type;
        if (!table.strict && kind == 4 && column.type != "Uid")
            column.sqltype = " sqltype " + std::string(pick(affinities));
    }
}

void DraftMaker::give_value(DraftColumn& column) {
    column.value.clear();
    if (column.nullable && chance(5)) {
        column.value = " = null";
        return;
    }
    std::vector<std::string_view> choices;
    for (const TypeChoice& choice : types)
        if (choice.type == column.type)
            choices.insert(choices.end(), choice.defaults.begin(), choice.defaults.end());
    if (!choices.empty()) column.value = " = " + std::string(pick(choices));
}

void DraftMaker::give_check(DraftColumn& column) {
    const std::string name = mark(column.id);
    const std::array<std::string, 5> rules{
        "(length(" + name + ") < 1000)", "(" + name + " <> ')' -- it's\n  )", "(" + name + " IS NOT x'1234')",
        "(typeof(" + name + ") <> 'bad')", "(length(" + name + ") < 900 OR " + name + " IS NULL)"};
    column.check = " check" + constraint_name() + " " + rules[below(rules.size())];
}

void DraftMaker::give_generated(const DraftTable& table, DraftColumn& column) {
    std::vector<int> plain;
    for (const DraftColumn& each : table.columns)
        if (each.generated.empty() && each.id != column.id) plain.push_back(each.id);
    std::string sql = value_of_type(column.type);
    if (sql.empty()) sql = "(NULL)";
    if (!plain.empty() && chance(2)) {
        const std::string other = mark(pick(plain));
        if (column.type == "int64")
            sql = "(length(" + other + "))";
        else if (column.type == "text")
            sql = "(coalesce(" + other + ", '') || 'x')";
    }
    if (sql == "(NULL)") return;
    column.value.clear();
    column.key.clear();
    column.reference.clear();
    column.not_null.clear();
    column.nullable = column.nullable || chance(2);
    column.generated = " := " + fixed(sql) + (chance(2) ? " stored" : "");
}

std::string DraftMaker::actions() {
    static constexpr std::array<std::string_view, 5> all{"cascade", "set null", "set default", "restrict",
                                                         "no action"};
    std::string text;
    if (chance(8)) text += chance(2) ? " match full" : " match simple";
    if (chance(2)) text += " on delete " + std::string(pick(all));
    if (chance(3)) text += " on update " + std::string(pick(all));
    if (chance(3)) text += " deferrable" + std::string(chance(2) ? " initially immediate" : "");
    return text;
}

/// The column takes the type of what it refers to.
std::string DraftMaker::reference(const DraftSchema& schema, const DraftTable& table, DraftColumn& column) {
    std::vector<std::pair<const DraftTable*, const DraftColumn*>> parents;
    const auto add = [&](const DraftTable& parent) {
        for (const DraftColumn& each : parent.columns)
            if (is_key(each) && each.generated.empty() && each.id != column.id)
                parents.emplace_back(&parent, &each);
    };
    for (const DraftTable& parent : schema.tables)
        if (parent.id != table.id) add(parent);
    add(table);
    if (parents.empty()) return "";
    const auto [parent, key] = pick(parents);
    column.type = key->type;
    column.sqltype = key->sqltype;
    column.value.clear();
    if (!chance(6)) column.nullable = true;
    return " -> " + mark(parent->id) + "." + mark(key->id) + actions();
}

DraftColumn DraftMaker::column(const DraftSchema& schema, const DraftTable& table) {
    DraftColumn column;
    column.id = next_id();
    column.name = fresh_name(names_of(table));
    retype(table, column);
    column.nullable = chance(3);
    if (chance(8) && !table.columns.empty()) {
        give_generated(table, column);
        if (!column.generated.empty()) return column;
    }
    if (chance(6)) {
        column.reference = reference(schema, table, column);
        return column;
    }
    if (chance(2)) give_value(column);
    if (chance(8)) column.unique = " unique" + conflict();
    if (chance(7)) column.collate = chance(2) ? " collate nocase" : " collate rtrim";
    if (chance(6)) give_check(column);
    if (!column.nullable && chance(9))
        column.not_null = " not null" + (chance(2) ? " given" + std::to_string(++last_constraint_) : "") +
                          " on conflict abort";
    return column;
}

void DraftMaker::compose_key(DraftTable& table) {
    DraftColumn part;
    part.id = next_id();
    part.name = fresh_name(names_of(table));
    part.type = "text";
    table.columns.push_back(part);
    const std::string named = chance(3) ? " key_" + std::to_string(++last_constraint_) + " " : " ";
    table.items.push_back("primary key" + named + "(" + mark(part.id) + (chance(3) ? " collate nocase" : "") +
                          ", " + mark(table.columns[0].id) + (chance(3) ? " desc" : "") + ")" + conflict());
}

void DraftMaker::give_key(DraftTable& table) {
    DraftColumn id;
    id.id = next_id();
    id.name = chance(4) ? "the id" : "id";
    id.type = "int64";
    const std::size_t kind = below(10);
    if (kind == 0) return;
    if (kind == 1) {
        id.type = chance(2) ? "text" : "uuid";
        id.key = " primary key" + conflict();
    } else if (kind < 6) {
        id.key = " primary key" + std::string(chance(3) ? " autoincrement" : "");
    } else if (kind == 6) {
        id.key = " primary key desc";
    }
    table.columns.push_back(id);
    if (kind == 7)
        compose_key(table);
    else if (kind == 8)
        table.items.push_back("primary key (" + mark(id.id) + (chance(2) ? " desc)" : ")"));
    else if (kind == 9)
        table.items.push_back("primary key key_" + std::to_string(++last_constraint_) + " (" + mark(id.id) +
                              ") autoincrement");
    const bool counts = id.key.find("auto") != std::string::npos || kind == 9;
    table.without_rowid = !counts && chance(4);
}

std::string DraftMaker::terms(const DraftTable& table, bool expressions) {
    std::string text;
    std::vector<int> used;
    for (std::size_t left = 1 + below(3); left != 0; --left) {
        const DraftColumn& column = table.columns[below(table.columns.size())];
        if (std::find(used.begin(), used.end(), column.id) != used.end()) continue;
        used.push_back(column.id);
        const std::string name = mark(column.id);
        std::string term = expressions && chance(4) ? "(length(" + name + "))" : name;
        if (chance(5)) term += " collate nocase";
        if (chance(4)) term += " desc";
        text += (text.empty() ? "" : ", ") + term;
    }
    return "(" + text + ")";
}

std::string DraftMaker::body_of_index(const DraftTable& table) {
    std::string body = terms(table, true);
    if (chance(4)) body += " where (" + mark(table.columns[below(table.columns.size())].id) + " is not null)";
    return body;
}

DraftIndex DraftMaker::index(const DraftSchema&, const DraftTable& table) {
    DraftIndex index;
    index.id = next_id();
    index.name = "ix_" + std::to_string(below(1000));
    index.unique = chance(8);
    index.body = body_of_index(table);
    return index;
}

std::string DraftMaker::item(const DraftSchema&, const DraftTable& table) {
    const DraftColumn& one = table.columns[below(table.columns.size())];
    const DraftColumn& two = table.columns[below(table.columns.size())];
    switch (below(3)) {
        case 0:
            return "check" + constraint_name() + " (" + mark(one.id) + " IS NOT " + mark(two.id) + " OR 1)";
        case 1:
            return "check" + constraint_name() + " (length(" + mark(one.id) + ") + 1 > 0)";
        default:
            return one.id == two.id ? ""
                                    : "unique" + constraint_name() + " (" + mark(one.id) +
                                          (chance(4) ? " desc" : "") + ", " + mark(two.id) + ")" + conflict();
    }
}

std::string DraftMaker::composite_reference(const DraftSchema& schema, DraftTable& table) {
    for (const DraftTable& parent : schema.tables)
        for (const std::string& item : parent.items)
            if (item.rfind("primary key", 0) == 0 && item.find(',') != std::string::npos &&
                item.find("collate") == std::string::npos) {
                DraftColumn& first = table.columns.emplace_back();
                first = {next_id(), fresh_name(names_of(table)), "text", true};
                DraftColumn second{next_id(), fresh_name(names_of(table)), "int64", true};
                table.columns.push_back(second);
                const std::size_t part = item.find('@');
                const std::size_t end = item.find('@', part + 1);
                const std::string text_part = item.substr(part, end + 1 - part);
                return "foreign" + constraint_name() + " (" +
                       mark(table.columns[table.columns.size() - 2].id) + ", " + mark(second.id) + ") -> " +
                       mark(parent.id) + " (" + text_part + ", " + mark(parent.columns[0].id) + ")" +
                       actions();
            }
    return "";
}

DraftTable DraftMaker::table(const DraftSchema& schema) {
    DraftTable table;
    table.id = next_id();
    table.name = fresh_table_name(schema);
    table.strict = chance(2);
    give_key(table);
    for (std::size_t left = 1 + below(5); left != 0; --left)
        table.columns.push_back(column(schema, table));
    if (chance(3))
        if (const std::string key = composite_reference(schema, table); !key.empty())
            table.items.push_back(key);
    for (std::size_t left = below(3); left != 0; --left)
        if (const std::string made = item(schema, table); !made.empty()) table.items.push_back(made);
    for (std::size_t left = below(3); left != 0; --left)
        table.indexes.push_back(index(schema, table));
    return table;
}

DraftSchema DraftMaker::schema() {
    DraftSchema schema;
    schema.unnamed = chance(4);
    schema.enums = {{"Color", {{next_id(), "red"}, {next_id(), "green"}, {next_id(), "dark blue"}}},
                    {"Shape", {{next_id(), "round"}, {next_id(), "it's"}}}};
    for (std::size_t left = 1 + below(4); left != 0; --left)
        schema.tables.push_back(table(schema));
    // A reference to a later table closes a cycle.
    if (schema.tables.size() > 1 && chance(3)) {
        DraftColumn back = column(schema, schema.tables[0]);
        back.generated.clear();
        back.unique.clear();
        back.not_null.clear();
        back.check.clear();
        back.reference = reference(schema, schema.tables[0], back);
        schema.tables[0].columns.push_back(back);
    }
    for (std::size_t left = below(4); left != 0; --left)
        schema.objects.push_back(object(schema));
    return schema;
}

}  // namespace varve::compiler::testing
