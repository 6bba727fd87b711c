#include "runtime/src/structure_image.hpp"

#include <varve/connection.hpp>

#include "tests/support/catch.hpp"

using varve::Connection;
using varve::detail::ForeignObjects;
using varve::detail::StructureImage;

namespace {

varve::detail::Structure now(Connection& db) {
    return varve::detail::read_structure(db.native_handle());
}

/// Each of them is run, and then the image must say what a look at the whole says.
void follow(Connection& db, StructureImage& image, std::initializer_list<const char*> statements) {
    for (const char* sql : statements) {
        INFO(sql);
        db.execute(sql);
        image.read(db.native_handle());
        REQUIRE(image.fingerprint({}) == varve::detail::fingerprint(now(db)));
    }
}

Connection memory() {
    return Connection::open({.path = ":memory:"});
}

}  // namespace

TEST_CASE("an image of the structure follows every change") {
    Connection db = memory();
    StructureImage image;
    image.read(db.native_handle());
    CHECK(image.fingerprint({}) == varve::detail::fingerprint({}));
    follow(
        db, image,
        {"CREATE TABLE a(id INTEGER PRIMARY KEY, Name TEXT)",
         "CREATE TABLE b(id INTEGER PRIMARY KEY, a_id REFERENCES A(ID), text TEXT DEFAULT 'x\ny\\')",
         "CREATE INDEX i ON A(NAME)", "CREATE INDEX j ON a(name) WHERE NAME <> 'x'",
         "CREATE VIEW v AS SELECT * FROM a", "CREATE TRIGGER t AFTER UPDATE OF NAME ON A BEGIN SELECT 1; END",
         "INSERT INTO a VALUES (1, 'x')", "ALTER TABLE a ADD COLUMN Other INT",
         "ALTER TABLE a RENAME COLUMN Name TO Title", "DROP INDEX i", "CREATE INDEX i ON a(Title DESC)",
         "ALTER TABLE a RENAME TO c", "DROP TABLE b", "DROP VIEW v", "DROP TABLE c"});
    CHECK(image.fingerprint({}) == varve::detail::fingerprint({}));
}

TEST_CASE("an image of the structure knows shadow tables") {
    Connection db = memory();
    StructureImage image;
    follow(db, image,
           {"CREATE TABLE docs_data(x)", "CREATE INDEX docs_index ON docs_data(x)", "DROP TABLE docs_data",
            "CREATE VIRTUAL TABLE docs USING fts5(body)", "CREATE TABLE docs_more(x)",
            "CREATE INDEX k ON docs_more(x)", "DROP TABLE docs", "CREATE TABLE docs_data(x)",
            "CREATE VIRTUAL TABLE other USING fts5(body)"});
    CHECK_FALSE(image.has("table", "other_data"));
    CHECK(image.has("table", "docs_data"));
    CHECK(image.has("index", "k"));
}

TEST_CASE("an image of the structure comes back with a rollback") {
    Connection db = memory();
    StructureImage image;
    follow(db, image,
           {"CREATE TABLE a(x)", "BEGIN", "CREATE TABLE b(x)", "DROP TABLE a", "CREATE TABLE a(y)",
            "ROLLBACK", "CREATE TABLE b(z)"});
}

TEST_CASE("an image of the structure leaves out what is not ours") {
    Connection db = memory();
    StructureImage image;
    follow(db, image, {"CREATE TABLE a(x)", "CREATE INDEX theirs ON a(x)"});
    const ForeignObjects foreign{{{"index", "theirs"}, "a"}};
    CHECK(image.fingerprint(foreign) == varve::detail::fingerprint(without(now(db), foreign)));
    CHECK(image.fingerprint(foreign) != image.fingerprint({}));
}
