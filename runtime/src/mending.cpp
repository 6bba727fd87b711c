#include "runtime/src/mending.hpp"

#include <fmt/core.h>

#include "runtime/src/foreign.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

/// `DROP INDEX "by_age"`; SQLite's words for types are those of SQL.
std::string drop(const StructureObject& object) {
    std::string type = object.type;
    for (char& c : type)
        c = static_cast<char>(c - 'a' + 'A');
    return fmt::format("DROP {} {}", type, quote_name(object.name));
}

void mend_object(const StructureObject& object, const Structure& ours, Mending& mending) {
    const StructureObject* found = find_object(ours, object.type, object.name);
    if (found != nullptr && *found == object) return;
    if (found != nullptr && object.type == "table") {
        mending.whole = false;
        return;
    }
    if (found != nullptr) mending.statements.push_back(drop(*found));
    mending.statements.push_back(written_sql(object.sql));
}

}  // namespace

Mending mend(const Structure& expected, const Structure& ours) {
    Mending mending;
    for (const char* type : {"table", "index", "view", "trigger"})
        for (const StructureObject& object : expected.objects)
            if (object.type == type) mend_object(object, ours, mending);
    return mending;
}

}  // namespace varve::detail
