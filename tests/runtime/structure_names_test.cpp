#include "runtime/src/structure_names.hpp"

#include "tests/support/catch.hpp"

using varve::detail::StructureObject;

namespace {

const StructureObject users{"table", "Users", "Users",
                            "CREATE TABLE Users (Id INTEGER PRIMARY KEY, \"Full Name\" TEXT)"};

/// The object as it is written beside the table `Users`.
StructureObject settled(StructureObject object) {
    std::vector<StructureObject> objects = {users, std::move(object)};
    varve::detail::settle_names(objects);
    CHECK(objects[0] == users);
    return objects[1];
}

std::string table(const std::string& sql) {
    return settled({"table", "t", "t", sql}).sql;
}

std::string index(const std::string& sql) {
    return settled({"index", "i", "Users", sql}).sql;
}

}  // namespace

TEST_CASE("names are written in the letters of their declaration", "[structure]") {
    CHECK(table("CREATE TABLE t (A INT, b INT, PRIMARY KEY (a, B DESC))") ==
          "CREATE TABLE t (A INT, b INT, PRIMARY KEY (\"A\", \"b\" DESC))");
    CHECK(table("CREATE TABLE t (A INT, UNIQUE ([a] COLLATE nocase))") ==
          "CREATE TABLE t (A INT, UNIQUE (\"A\" COLLATE nocase))");
    CHECK(table("CREATE TABLE t (A INT, FOREIGN KEY (a) REFERENCES USERS (ID) ON DELETE CASCADE)") ==
          "CREATE TABLE t (A INT, FOREIGN KEY (\"A\") REFERENCES \"Users\" (\"Id\") ON DELETE CASCADE)");
    CHECK(table("CREATE TABLE t (a INT REFERENCES users)") == "CREATE TABLE t (a INT REFERENCES \"Users\")");
    CHECK(table("CREATE TABLE t (a INT REFERENCES Gone (ID))") ==
          "CREATE TABLE t (a INT REFERENCES Gone (ID))");
    CHECK(table("CREATE TABLE t (a INT REFERENCES T (A))") ==
          "CREATE TABLE t (a INT REFERENCES \"t\" (\"a\"))");
    CHECK(index("CREATE INDEX i ON USERS (ID, 'full name' DESC, lower(ID)) WHERE ID > 0") ==
          "CREATE INDEX i ON \"Users\" (\"Id\", \"Full Name\" DESC, lower(ID)) WHERE ID > 0");
}

TEST_CASE("a trigger stands on the table as it is declared", "[structure]") {
    const StructureObject trigger =
        settled({"trigger", "g", "uSERS",
                 "CREATE TRIGGER g AFTER UPDATE OF ID, \"full name\" ON uSERS BEGIN SELECT ID; END"});
    CHECK(trigger.table == "Users");
    CHECK(trigger.sql ==
          "CREATE TRIGGER g AFTER UPDATE OF \"Id\", \"Full Name\" ON \"Users\" BEGIN SELECT ID; END");
    const std::string exact = "CREATE TRIGGER g INSERT ON Users BEGIN UPDATE USERS SET ID = 1; END";
    CHECK(settled({"trigger", "g", "Users", exact}).sql == exact);
}

TEST_CASE("a double-quoted text that names no column is a string", "[structure]") {
    CHECK(table("CREATE TABLE t (a TEXT CHECK (a IN (\"x\", \"it's\", \"A\")))") ==
          "CREATE TABLE t (a TEXT CHECK (a IN ('x', 'it''s', \"A\")))");
    CHECK(table("CREATE TABLE t (a, CHECK (\"t\".\"a\" <> \"rowid\" COLLATE \"nocase\"))") ==
          "CREATE TABLE t (a, CHECK (\"t\".\"a\" <> \"rowid\" COLLATE \"nocase\"))");
    CHECK(table("CREATE TABLE t (\"x\" \"VARCHAR\", \"CHECK\" DEFAULT \"open\")") ==
          "CREATE TABLE t (\"x\" \"VARCHAR\", \"CHECK\" DEFAULT \"open\")");
    CHECK(index("CREATE INDEX i ON Users (Id) WHERE \"Full Name\" = \"Ada\"") ==
          "CREATE INDEX i ON Users (Id) WHERE \"Full Name\" = 'Ada'");
    CHECK(index("CREATE INDEX i ON Users (Id || \"-\")") == "CREATE INDEX i ON Users (Id || '-')");
}

TEST_CASE("views, virtual tables and statements of no known shape stay as they are", "[structure]") {
    for (const char* sql :
         {"CREATE VIEW v AS SELECT ID, \"no column\" FROM USERS", "", "CREATE", "CREATE TABLE t",
          "CREATE TABLE t (", "CREATE TABLE t (a, CHECK (", "CREATE VIRTUAL TABLE t USING fts5 (ID)"}) {
        INFO(sql);
        CHECK(settled({"view", "v", "v", sql}).sql == sql);
        CHECK(settled({"table", "t", "t", sql}).sql == sql);
        CHECK(settled({"index", "i", "Users", sql}).sql == sql);
        CHECK(settled({"trigger", "g", "Users", sql}).sql == sql);
    }
}
