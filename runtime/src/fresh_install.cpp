#include "runtime/src/fresh_install.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "runtime/src/names.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/step_failure.hpp"
#include "runtime/src/structure.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot make a new database at once";

/// Statement by statement: a text of many is not read twice.
void run_all(sqlite3* db, std::string_view sql) {
    const char* next = sql.data();
    const char* const end = next + sql.size();
    while (next != end) {
        sqlite3_stmt* statement = nullptr;
        int code = sqlite3_prepare_v2(db, next, static_cast<int>(end - next), &statement, &next);
        if (code != SQLITE_OK) throw_sqlite(db, tried);
        if (statement == nullptr) continue;
        do
            code = sqlite3_step(statement);
        while (code == SQLITE_ROW);
        sqlite3_finalize(statement);
        if (code != SQLITE_DONE) throw_sqlite(db, tried);
    }
}

/// What was run must be what stands there, letter by letter.
void check_kept(sqlite3* db, const std::vector<StructureObject>& objects) {
    std::map<std::pair<std::string, std::string>, std::string> kept;
    Statement each(db, "SELECT type, name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL", tried);
    while (each.step())
        kept.emplace(std::pair(each.text(0), each.text(1)), each.text(2));
    for (const StructureObject& object : objects) {
        const auto found = kept.find({object.type, object.name});
        if (found == kept.end() || found->second != object.sql)
            throw StepFailure(
                fmt::format("the {} `{}` is not kept as it was made", object.type, printable(object.name)));
    }
}

}  // namespace

bool has_baked_head(sqlite3* db, const Chain& chain) {
    return chain.fresh.count != 0 && query_text(db, "PRAGMA main.encoding", tried) == "UTF-8";
}

void make_baked_head(sqlite3* db, const Chain& chain) {
    const std::vector<StructureObject> objects = objects_from_text(chain.structure.str());
    const auto make = [&](bool triggers) {
        for (const StructureObject& object : objects)
            if ((object.type == "trigger") == triggers) run_all(db, object.sql);
    };
    make(false);
    run_all(db, chain.fresh.str());
    make(true);
    check_kept(db, objects);
}

}  // namespace varve::detail
