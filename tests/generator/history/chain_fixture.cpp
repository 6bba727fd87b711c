#include "tests/generator/history/chain_fixture.hpp"

#include "generator/sqlite/render.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler::test {
namespace {

std::string snapshot_text(const Schema& schema) {
    std::string text = "edition 1\n";
    for (const Table& table : schema.tables) {
        text += "table " + table.name + " {\n";
        for (const Column& column : table.columns)
            text += column.name + "\n";
        text += "}\n";
    }
    return text;
}

}  // namespace

Column column(std::string name, TypeKind kind, bool nullable) {
    Column made;
    made.name = std::move(name);
    made.type.kind = kind;
    made.nullable = nullable;
    return made;
}

Table table(std::string name, std::vector<Column> columns) {
    Table made;
    made.name = std::move(name);
    made.columns.push_back(column("id", TypeKind::int64));
    for (Column& extra : columns)
        made.columns.push_back(std::move(extra));
    made.primary_key = PrimaryKey{{{"id", "", "", false}}, false, true, {}};
    return made;
}

Schema schema(std::vector<Table> tables) {
    Schema made;
    made.name = "sample";
    made.tables = std::move(tables);
    return made;
}

std::string create_all(const Schema& schema) {
    std::string text;
    for (const sqlite::Statement& statement : sqlite::render(schema))
        text += statement.sql + ";\n";
    return text;
}

RevisionSource revision(std::string number, std::string name, std::string_view up, std::string_view down,
                        Schema schema) {
    RevisionSource made;
    made.directory = number.empty() ? "draft_" + name : number + "_" + name;
    made.number = std::move(number);
    made.name = std::move(name);
    made.message = "say " + made.name;
    made.up = detail::normalise_sql(up);
    made.down = detail::normalise_sql(down);
    made.schema_text = snapshot_text(schema);
    made.schema = std::move(schema);
    return made;
}

RevisionSource draft(std::string name, std::string_view up, std::string_view down, Schema schema) {
    return revision("", std::move(name), up, down, std::move(schema));
}

FrozenChain frozen(std::vector<RevisionSource> revisions) {
    FrozenChain chain;
    std::vector<std::string> parents;
    for (RevisionSource& revision : revisions) {
        chain.lock.records.push_back(make_record(revision, parents));
        revision.stamp = chain.lock.records.back().digest;
        parents = {*revision.stamp};
    }
    chain.revisions = std::move(revisions);
    return chain;
}

FrozenChain small_chain() {
    const Table users = table("users", {column("email", TypeKind::text)});
    Table with_phone = users;
    with_phone.columns.push_back(column("phone", TypeKind::text, true));
    const Table posts = table("posts", {column("content", TypeKind::text)});
    const Schema first = schema({users});
    return frozen({
        revision("0001", "initial", create_all(first), "--@ grade loses users\nDROP TABLE \"users\"", first),
        revision("0002", "add_phone", "ALTER TABLE \"users\" ADD COLUMN \"phone\" TEXT",
                 "--@ grade loses users.phone\nALTER TABLE \"users\" DROP COLUMN \"phone\"",
                 schema({with_phone})),
        revision("0003", "add_posts", create_all(schema({posts})),
                 "--@ grade loses posts\nDROP TABLE \"posts\"", schema({with_phone, posts})),
    });
}

VerifiedChain verified(FrozenChain chain) {
    DiagnosticSink sink;
    VerifiedChain result = verify(chain.lock, std::move(chain.revisions), {}, sink);
    REQUIRE(told(sink) == "");
    return result;
}

std::string told(const DiagnosticSink& sink) {
    std::string text;
    for (const Diagnostic& diagnostic : sink.diagnostics()) {
        if (diagnostic.severity == Severity::warning) text += "warning ";
        text += std::string(id_of(diagnostic.kind)) + ": " + diagnostic.message + "\n";
        if (!diagnostic.help.empty()) text += "help: " + diagnostic.help + "\n";
    }
    return text;
}

}  // namespace varve::compiler::test
