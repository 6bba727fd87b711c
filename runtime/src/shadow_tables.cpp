#include "runtime/src/shadow_tables.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {
namespace {

struct Module {
    std::string_view name;
    std::string_view suffixes;  ///< of its shadow tables, a blank around each
};

constexpr std::string_view fts3 = " content segments segdir docsize stat ";
constexpr std::string_view rtree = " node parent rowid ";
constexpr std::array<Module, 10> modules{{{"fts3", fts3},
                                          {"fts4", fts3},
                                          {"fts5", " data idx content docsize config "},
                                          {"rtree", rtree},
                                          {"rtree_i32", rtree},
                                          {"geopoly", rtree},
                                          {"fts3tokenize", ""},
                                          {"fts4aux", ""},
                                          {"fts5vocab", ""},
                                          {"dbstat", ""}}};

struct VirtualTable {
    std::string name;
    const Module* module;  ///< null for one that is not SQLite's own
};

constexpr std::string_view head = "CREATE VIRTUAL TABLE ";

const Module* module_of(std::string_view sql) {
    constexpr std::string_view uses = " USING ";
    const std::size_t at = sql.find(uses);
    if (at == std::string_view::npos) return nullptr;
    const std::string_view behind = sql.substr(at + uses.size());
    const std::string name = unquote(behind.substr(0, behind.find(" (")));
    const auto found = std::find_if(modules.begin(), modules.end(), [&](const Module& module) {
        return equal_ignoring_case(module.name, name);
    });
    return found == modules.end() ? nullptr : found;
}

bool has_shadow(const VirtualTable& table, std::string_view name) {
    if (name.size() <= table.name.size() + 1 || name[table.name.size()] != '_') return false;
    if (!equal_ignoring_case(name.substr(0, table.name.size()), table.name)) return false;
    if (table.module == nullptr) return true;
    std::string suffix = " ";
    for (const char c : name.substr(table.name.size() + 1))
        suffix += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return table.module->suffixes.find(suffix + ' ') != std::string_view::npos;
}

}  // namespace

void remove_shadow_tables(std::vector<StructureObject>& objects) {
    std::vector<VirtualTable> tables;
    for (const StructureObject& object : objects) {
        if (object.sql.compare(0, head.size(), head) == 0)
            tables.push_back({object.name, module_of(object.sql)});
    }
    if (tables.empty()) return;
    std::set<std::string> shadows;
    for (const StructureObject& object : objects) {
        const bool shadows_one = object.type == "table" && object.sql.compare(0, head.size(), head) != 0 &&
                                 std::any_of(tables.begin(), tables.end(), [&](const VirtualTable& table) {
                                     return has_shadow(table, object.name);
                                 });
        if (shadows_one) shadows.insert(object.name);
    }
    std::erase_if(objects, [&](const StructureObject& object) { return shadows.contains(object.table); });
}

}  // namespace varve::detail
