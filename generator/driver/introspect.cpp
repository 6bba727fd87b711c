#include "generator/driver/introspect.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/check/needed_floor.hpp"
#include "generator/check/print_schema.hpp"
#include "generator/driver/introspect_notes.hpp"
#include "generator/sqlite/discover.hpp"
#include "generator/sqlite/lift.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/stand_ins.hpp"
#include "generator/syntax/format.hpp"

namespace varve::compiler {
namespace {

struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
};

using ObjectKey = std::pair<std::string, std::string>;

/// Takes what SQLite refuses out of the schema, and what stands on it.
void leave_out(sqlite::Lifted& lifted, const sqlite::Refused& refused) {
    Schema& schema = lifted.schema;
    const auto named = [&](const auto& item) { return item.name == refused.name; };
    const auto is_refused = [&](const Unmanaged& item) {
        return item.type == refused.type && item.name == refused.name;
    };
    if (std::any_of(schema.unmanaged.begin(), schema.unmanaged.end(), is_refused)) return;
    const auto unmanage = [&](const std::string& type, const std::string& name) {
        schema.unmanaged.push_back({type, name, {}});
    };
    lifted.left_out.push_back(fmt::format("{} `{}`: SQLite refuses it: {}{}{}", refused.type, refused.name,
                                          refused.message, refused.hint.empty() ? "" : "; ", refused.hint));
    unmanage(refused.type, refused.name);
    if (refused.type == "view") std::erase_if(schema.views, named);
    if (refused.type == "trigger") std::erase_if(schema.triggers, named);
    for (Table& table : schema.tables) {
        if (refused.type == "index")
            std::erase_if(table.indexes,
                          [&](const Index& index) { return index.name.value == refused.name; });
        if (refused.type == "table" && table.name == refused.name)
            for (const Index& index : table.indexes)
                unmanage("index", index.name.value);
        for (ForeignKey& key : table.foreign_keys)
            key.unchecked = key.unchecked || (refused.type == "table" && key.table == refused.name);
    }
    if (refused.type != "table") return;
    std::erase_if(schema.tables, named);
    std::erase_if(schema.virtual_tables, named);
}

/// What SQLite says of the lifted schema, until it says nothing more: leaving one thing out may free another.
void settle(sqlite::Lifted& lifted) {
    while (true) {
        sqlite::Discovery found = sqlite::discover(lifted.schema);
        if (found.refused.empty()) {
            lifted.schema.requirements = std::move(found.requirements);
            return;
        }
        for (const sqlite::Refused& refused : found.refused)
            leave_out(lifted, refused);
    }
}

struct Compiled {
    std::optional<Schema> schema;
    std::string diagnostics;
};

Compiled compile_text(const std::string& text) {
    SourceSet sources;
    const std::uint32_t file = sources.add("introspected.varve", text);
    DiagnosticSink sink;
    Compiled compiled{compile(sources, file, sink), {}};
    if (!compiled.schema) compiled.diagnostics = render(sink, sources);
    return compiled;
}

detail::Structure without(detail::Structure structure, const Schema& schema) {
    std::set<ObjectKey> unmanaged;
    for (const Unmanaged& item : schema.unmanaged)
        unmanaged.emplace(item.type, item.name);
    std::erase_if(structure.objects, [&](const detail::StructureObject& object) {
        return unmanaged.contains({object.type, object.name});
    });
    return structure;
}

/// What a database made from the text has otherwise than the one that the text was read from.
std::vector<std::string> compare(const std::string& text, const detail::Structure& source) {
    const Compiled compiled = compile_text(text);
    if (!compiled.schema) return {"the schema does not compile:\n" + compiled.diagnostics};
    sqlite3* memory = nullptr;
    sqlite3_open(":memory:", &memory);
    const std::unique_ptr<sqlite3, Close> owner(memory);
    sqlite::register_stand_ins(memory, compiled.schema->requirements);
    sqlite3_exec(memory, "BEGIN", nullptr, nullptr, nullptr);
    for (const sqlite::Statement& statement : sqlite::render(*compiled.schema))
        if (sqlite3_exec(memory, statement.sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            return {fmt::format("SQLite refuses {} `{}`: {}", statement.type, statement.name,
                                sqlite3_errmsg(memory))};
    return detail::describe_difference(without(source, *compiled.schema), detail::read_structure(memory));
}

std::string formatted(const std::string& text) {
    SourceSet sources;
    const std::uint32_t file = sources.add("introspected.varve", text);
    return format(sources, file);
}

}  // namespace

Introspection introspect(sqlite3* db, const SchemaNames& names) {
    Introspection result;
    const detail::Structure source = detail::read_structure(db);
    result.objects = source.objects.size();
    sqlite::Lifted lifted = sqlite::lift(db);
    settle(lifted);
    lifted.schema.name = names.schema;
    lifted.schema.chain_path = names.schema + ".chain";
    lifted.schema.cpp_namespace = names.cpp_namespace;
    lifted.schema.sqlite_floor = needed_floor(lifted.schema, lifted.schema.sqlite_floor);
    result.text = print_schema(lifted.schema);
    result.problems = compare(result.text, source);
    if (result.problems.empty()) {
        const std::string pretty = formatted(result.text);
        result.problems = compare(pretty, source);
        result.text = pretty;
    }
    result.left_out = std::move(lifted.left_out);
    DatabaseNotes notes = read_notes(db, lifted.schema);
    result.notes = std::move(notes.notes);
    result.left_out.insert(result.left_out.end(), notes.kept_names.begin(), notes.kept_names.end());
    return result;
}

}  // namespace varve::compiler
