#include <varve/command_line.hpp>

#include <sqlite3.h>

#include <iostream>
#include <sstream>

#include "tests/runtime/chain_maker.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

int by_length(void*, int left_size, const void*, int right_size, const void*) {
    return left_size - right_size;
}

void register_ours(void*, sqlite3* db) {
    sqlite3_create_collation_v2(db, "by_length", SQLITE_UTF8, nullptr, by_length, nullptr);
}

/// While it lives, what is printed to the standard streams is kept here.
class Quiet {
public:
    Quiet() : out_(std::cout.rdbuf(kept_.rdbuf())), err_(std::cerr.rdbuf(kept_.rdbuf())) {}
    ~Quiet() {
        std::cout.rdbuf(out_);
        std::cerr.rdbuf(err_);
    }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;
    std::string text() const { return kept_.str(); }

private:
    std::ostringstream kept_;
    std::streambuf* out_;
    std::streambuf* err_;
};

}  // namespace

TEST_CASE("what an application registers is there for its own command line") {
    const std::string words = "CREATE TABLE words(id INTEGER PRIMARY KEY, word TEXT COLLATE by_length);";
    const std::string indexed = words + "CREATE INDEX by_word ON words(word);";
    ChainMaker maker;
    maker.configure = register_ours;
    maker.add({"words", words, words, ""});
    maker.add({"index", "CREATE INDEX by_word ON words(word)", indexed, "DROP INDEX by_word"});
    const Chain chain = maker.chain();
    TempDir dir;
    const std::string path = dir.file("a.db");
    const auto command = [&](const char* name, bool registers) {
        const char* const argv[] = {"studio", name, "--db", path.c_str()};
        const Quiet quiet;
        const int code = command_line(4, argv, chain, registers ? register_ours : nullptr);
        return std::to_string(code) + " " + quiet.text();
    };
    CHECK(command("upgrade", true).substr(0, 2) == "0 ");
    CHECK(command("downgrade", true).substr(0, 2) == "0 ");
    CHECK(
        command("upgrade", false) ==
        "4 apply 0002 `index` (" + maker.id(1) + ")\nerror: `" + path +
            "`: to apply revision 0002 `index` (" + maker.id(1) +
            ") failed, and the database is as it was before:\n"
            "  statement 1 `CREATE INDEX by_word ON words ( word )`: no such collation sequence: by_length; "
            "what an application registers in `configure` exists in that application only: let it run this, "
            "`varve` cannot\n");
    CHECK(command("check", false).substr(0, 2) == "3 ");
    CHECK(command("upgrade", true).substr(0, 2) == "0 ");
    CHECK(command("check", true).substr(0, 2) == "0 ");
}
