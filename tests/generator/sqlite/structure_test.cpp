#include "generator/sqlite/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"
#include "tests/support/memory_database.hpp"

using namespace varve::compiler;
using testing::compile_text;
using testing::MemoryDatabase;

namespace {

void make(MemoryDatabase& db, const Schema& schema) {
    for (const sqlite::Statement& statement : sqlite::render(schema))
        db.run(statement.sql);
}

/// The structure that ALTER TABLE leaves is the one that the second schema says.
void check_altered(const std::string& before, const std::string& alter, const std::string& after) {
    INFO(alter);
    MemoryDatabase db;
    make(db, compile_text(before));
    db.run(alter);
    const auto expected = sqlite::structure_of(compile_text(after));
    const auto found = db.structure();
    INFO(varve::detail::to_text(found));
    CHECK(varve::detail::describe_difference(expected, found) == std::vector<std::string>{});
}

const char* const every_feature = R"(
enum Provider { google, "odd value", email }
type Uid = blob(16) as "app::Uid"
table users {
  id         int64 primary key autoincrement
  uid        Uid unique
  email      text(320) unique collate nocase
  password   text?
  is_active  bool = true
  provider   Provider?
  provider_id text?
  small      int32 = -5
  ratio      real = 1.5e3
  note       text = 'it''s'
  stamp      timestamp = now
  day        date = now
  doc        json?
  price      decimal?
  search     text := (lower(coalesce(note, email))) stored
  length     int64 := (length(email)) virtual
  check email_shape (email like '%_@_%')
  unique oauth (provider, provider_id)
  index newest (stamp desc) where (is_active)
  unique index by_lower ((lower(email)), id)
}
table "order" {
  "group" int64
  "we""ird name" text?
  boss_group int64?
  boss_name text?
  primary key ("group", "we""ird name")
  foreign up (boss_group, boss_name) -> "order" ("group", "we""ird name") on delete cascade
  on sqlite without rowid
}
table anything {
  id int64 primary key
  v  any
  user_id int64? -> users.id on delete cascade on update restrict deferrable
  on sqlite strict
}
view active { id int64, email text } = sql { SELECT id, email FROM users WHERE is_active }
trigger stamp_it after update of email on users sql { BEGIN UPDATE users SET stamp = 0 WHERE id = new.id; END }
)";

}  // namespace

TEST_CASE("structure_of is what SQLite keeps of a database made from the schema", "[sqlite][structure]") {
    const Schema schema = compile_text(every_feature);
    MemoryDatabase db;
    make(db, schema);
    const auto expected = sqlite::structure_of(schema);
    CHECK(expected.objects.size() == 7);
    CHECK(varve::detail::describe_difference(expected, db.structure()) == std::vector<std::string>{});
    CHECK(expected == db.structure());
}

TEST_CASE("ADD COLUMN leaves the text of CREATE TABLE", "[sqlite][structure]") {
    const std::string head =
        "table p {\n id int64 primary key\n}\ntable t {\n id int64 primary key\n a text\n";
    const std::string tail = " check c (a <> '')\n unique u (a, id)\n}\n";
    const auto added = [&](const std::string& line, const std::string& sql) {
        check_altered(head + tail, "ALTER TABLE \"t\" ADD COLUMN " + sql, head + line + "\n" + tail);
    };
    added("b text?", R"("b" TEXT)");
    added("b bool = false", R"("b" INTEGER NOT NULL DEFAULT 0 CONSTRAINT "t_b_check" CHECK ("b" IN (0, 1)))");
    added("p_id int64? -> p.id on delete cascade",
          R"("p_id" INTEGER CONSTRAINT "t_p_id_fkey" REFERENCES "p" ("id") ON DELETE CASCADE)");
    added("b text? collate nocase", R"("b" TEXT COLLATE "nocase")");
    added("b int64? := (length(a)) virtual", R"("b" INTEGER GENERATED ALWAYS AS (length(a)) VIRTUAL)");
}

TEST_CASE("ADD COLUMN behind the last column of a table without constraints", "[sqlite][structure]") {
    check_altered("table t {\n id int64 primary key\n on sqlite strict\n}\n",
                  R"(ALTER TABLE "t" ADD COLUMN "b" TEXT)",
                  "table t {\n id int64 primary key\n b text?\n on sqlite strict\n}\n");
}

TEST_CASE("RENAME COLUMN leaves the text of CREATE TABLE", "[sqlite][structure]") {
    const auto schema = [](const std::string& name) {
        std::string items = R"(
table t {
  id int64 primary key
  X  int64
  g  int64 := (X + 1) virtual
  unique u (X)
  check c (X > 0 and "X" < id)
  index i (X desc) where (X > 1)
  index e ((abs(X)))
}
table c {
  id int64 primary key
  t  int64
  foreign f (t) -> t (X)
}
)";
        for (std::size_t at = items.find('X'); at != std::string::npos; at = items.find('X'))
            items.replace(at, 1, name);
        return items;
    };
    check_altered(schema("a"), R"(ALTER TABLE "t" RENAME COLUMN "a" TO "b")", schema("b"));
}

TEST_CASE("RENAME TO leaves the text of CREATE TABLE", "[sqlite][structure]") {
    const auto schema = [](const std::string& name) {
        return "table " + name + " {\n id int64 primary key\n up int64?\n foreign up (up) -> " + name +
               "(id)\n index i (up)\n check x (id > 0)\n}\ntable c {\n id int64 primary key\n p int64?\n "
               "foreign f (p) -> " +
               name + "(id)\n}\n";
    };
    check_altered(schema("old"), R"(ALTER TABLE "old" RENAME TO "fresh")", schema("fresh"));
}
