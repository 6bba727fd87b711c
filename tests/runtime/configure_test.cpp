#include <sqlite3.h>

#include <atomic>
#include <stdexcept>

#include <varve/database.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

int by_length(void*, int left_size, const void*, int right_size, const void*) {
    return left_size - right_size;
}

void twice(sqlite3_context* context, int, sqlite3_value** values) {
    sqlite3_result_int64(context, 2 * sqlite3_value_int64(values[0]));
}

std::atomic<int> configured{0};

void register_ours(void*, sqlite3* db) {
    ++configured;
    sqlite3_create_collation_v2(db, "by_length", SQLITE_UTF8, nullptr, by_length, nullptr);
    sqlite3_create_function_v2(db, "twice", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                               twice, nullptr, nullptr, nullptr);
}

const std::string words =
    "CREATE TABLE words(id INTEGER PRIMARY KEY, word TEXT COLLATE by_length, CHECK (twice(id) > 0));";
const std::string indexed = words + "CREATE INDEX by_word ON words(word);";

class Words : public ChainMaker {
public:
    Words() {
        configure = register_ours;
        add({"words", words, words, ""});
        add({"index", "CREATE INDEX by_word ON words(word)", indexed, ""});
    }
};

class Library : public DatabaseBase {
public:
    Library(const DatabaseOptions& options, const Chain& chain)
        : DatabaseBase(options, chain, {nullptr, 0}) {}
    detail::Pool& pool() { return pool_; }
};

DatabaseOptions options_for(const std::string& path) {
    DatabaseOptions options;
    options.path = path;
    options.configure = register_ours;
    return options;
}

}  // namespace

TEST_CASE("what the application registers is there for the migration, the writer and every reader") {
    const Words maker;
    const Chain chain = maker.chain();
    TempDir dir;
    configured = 0;
    Library library(options_for(dir.file("a.db")), chain);
    CHECK(configured == 1);
    library.connection().execute("INSERT INTO words VALUES (1, 'sediment'), (2, 'lake')");
    CHECK(rows_of(library.connection(), "SELECT word FROM words ORDER BY word") == "lake sediment");
    detail::Session& reader = library.pool().lease_reader();
    CHECK(configured == 2);
    CHECK(sqlite3_exec(reader.handle, "SELECT twice(id) FROM words ORDER BY word", nullptr, nullptr,
                       nullptr) == SQLITE_OK);
    library.pool().give_back(reader);
}

TEST_CASE("a revision between two is known by its structure where functions are the application's") {
    const Words maker;
    const Chain chain = maker.chain();
    Connection db = Connection::open({.path = ":memory:", .configure = register_ours});
    upgrade(db, chain, {}, maker[0].digest);
    db.execute("CREATE TABLE stray(x)");
    CHECK(check(db, chain).foreign == std::vector<std::string>{"unknown table stray"});
}

TEST_CASE("without them a step says who can run it") {
    const Words maker;
    Connection db = Connection::open({.path = ":memory:"});
    CHECK(
        message_of([&] { upgrade(db, maker.chain()); }) ==
        "`:memory:`: to apply revision 0001 `words` (" + maker.id(0) +
            ") failed, and the database is as it was before:\n"
            "  statement 1 `CREATE TABLE words ( id INTEGER PRIMARY KEY , word TEXT COLLATE by_lengt…`: no "
            "such collation sequence: by_length; what an application registers in `configure` exists in that "
            "application only: let it run this, `varve` cannot");
}

TEST_CASE("what the hook throws leaves the call that opens") {
    DatabaseOptions options;
    options.path = ":memory:";
    options.configure = [](void* context, sqlite3*) {
        throw std::runtime_error(static_cast<const char*>(context));
    };
    char reason[] = "the dictionary is not installed";
    options.configure_context = reason;
    const Words maker;
    const Chain chain = maker.chain();
    CHECK_THROWS_WITH(Library(options, chain), "the dictionary is not installed");
}
