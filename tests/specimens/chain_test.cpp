// Every revision of both specimens: up, down and up again with rows in every table, structure and rows
// compared.
#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "generator/driver/project.hpp"
#include "generator/history/baked.hpp"
#include "generator/history/populate.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/src/structure.hpp"
#include "tests/specimens/rows.hpp"
#include "tests/support/catch.hpp"

using namespace varve;
using namespace varve::compiler;

namespace {

std::string digest_at(const Chain& chain, std::size_t count) {
    return count == 0 ? std::string() : std::string(chain.revisions[count - 1].digest);
}

std::size_t count_rows(const tests::Rows& rows) {
    std::size_t count = 0;
    for (const auto& [table, of_table] : rows)
        count += of_table.size();
    return count;
}

void fill(Connection& db, const Schema& schema) {
    for (const Unpopulated& table : populate(db.native_handle(), schema))
        FAIL(table.table << ": " << table.reason);
    const tests::Rows rows = tests::read_rows(db.native_handle());
    REQUIRE(rows.size() == schema.tables.size());
    for (const auto& [table, of_table] : rows) {
        INFO(table);
        REQUIRE(of_table.size() >= 2);
    }
}

void rehearse_revision(const Project& project, const Chain& chain, std::size_t at) {
    const Schema empty;
    const Schema& before = at == 0 ? empty : project.chain.revisions[at - 1].schema;
    const Schema& after = project.chain.revisions[at].schema;
    Connection db = Connection::open({.path = ":memory:"});
    if (at != 0) upgrade(db, chain, {}, digest_at(chain, at));
    fill(db, before);
    const tests::Rows old_rows = tests::read_rows(db.native_handle());

    upgrade(db, chain, {}, digest_at(chain, at + 1));
    const tests::Rows new_rows = tests::read_rows(db.native_handle());
    CHECK(count_rows(new_rows) == count_rows(old_rows));
    CHECK(detail::read_structure(db.native_handle()) == compiler::sqlite::structure_of(after));

    downgrade(db, chain, digest_at(chain, at), {.allow_loss = true});
    CHECK(tests::read_rows(db.native_handle()) == old_rows);
    CHECK(detail::read_structure(db.native_handle()) == compiler::sqlite::structure_of(before));

    upgrade(db, chain, {}, digest_at(chain, at + 1));
    CHECK(tests::read_rows(db.native_handle()) == new_rows);
    CHECK(detail::read_structure(db.native_handle()) == compiler::sqlite::structure_of(after));
}

}  // namespace

TEST_CASE("every revision of a specimen goes up, down and up with its rows", "[specimens]") {
    const std::string schema =
        GENERATE(std::string("/schema/content.varve"), std::string("/tests/specimens/warehouse.varve"));
    Project project;
    REQUIRE(load_project(VARVE_SOURCE + schema, project));
    CHECK_FALSE(project.is_ahead());
    const BakedChain baked(project.today.name, project.chain);
    REQUIRE(baked.chain().count >= 3);
    for (std::size_t at = 0; at != baked.chain().count; ++at) {
        INFO(schema << " " << project.chain.revisions[at].directory);
        rehearse_revision(project, baked.chain(), at);
    }
}

TEST_CASE("a fresh database of a specimen is its schema", "[specimens]") {
    const std::string schema =
        GENERATE(std::string("/schema/content.varve"), std::string("/tests/specimens/warehouse.varve"));
    Project project;
    REQUIRE(load_project(VARVE_SOURCE + schema, project));
    const BakedChain baked(project.today.name, project.chain);
    Connection db = Connection::open({.path = ":memory:"});
    CHECK(upgrade(db, baked.chain()).revisions.size() == baked.chain().count);
    CHECK(detail::read_structure(db.native_handle()) == compiler::sqlite::structure_of(project.today));
    CHECK(upgrade(db, baked.chain()).kind == MigrateResult::Kind::up_to_date);
    CHECK(check(db, baked.chain()).ours.empty());
}
