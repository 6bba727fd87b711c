// Bad input of every kind gives one clear error, exit 1, and writes nothing. What is said stands in
// tests/cases/driver.
#include <sqlite3.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <ostream>
#include <sstream>
#include <streambuf>

#include "generator/driver/commands.hpp"
#include "generator/driver/console.hpp"
#include "tests/support/shop.hpp"

using namespace varve::tests;
namespace fs = std::filesystem;

namespace {

using Harm = std::function<void(const Shop&)>;

std::string in_utf16(const std::string& text) {
    std::string bytes = "\xFF\xFE";
    for (const char c : text)
        bytes.append({c, '\0'});
    return bytes;
}

Harm replacing(const char* file, const char* what, const char* with) {
    return [=](const Shop& shop) { shop.replace(file, what, with); };
}
Harm removing(const char* path) {
    return [=](const Shop& shop) { fs::remove_all(shop.path(path)); };
}
Harm recoding(const char* file) {
    return [=](const Shop& shop) { shop.write(file, in_utf16(shop.read(file))); };
}
Harm conflicting(const char* file) {
    return [=](const Shop& shop) {
        shop.write(file, shop.read(file) + "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> topic\n");
    };
}

void copy_revision(const Shop& shop, const char* to, bool with_stamp) {
    fs::copy(shop.path("schema/shop.chain/0002_phone"), shop.path(to), fs::copy_options::recursive);
    if (!with_stamp) fs::remove(shop.path(to) / "stamp");
}

void swap_lock_lines(const Shop& shop) {
    std::istringstream lines(shop.read("schema/shop.chain/chain.lock"));
    std::string header, first, second;
    std::getline(lines, header);
    std::getline(lines, first);
    std::getline(lines, second);
    shop.write("schema/shop.chain/chain.lock", header + "\n" + second + "\n" + first + "\n");
}

void remove_last_lock_line(const Shop& shop) {
    std::string lock = shop.read("schema/shop.chain/chain.lock");
    lock.resize(lock.rfind('\n', lock.size() - 2) + 1);
    shop.write("schema/shop.chain/chain.lock", lock);
}

void cut_lock(const Shop& shop) {
    std::string lock = shop.read("schema/shop.chain/chain.lock");
    lock.resize(lock.size() - 40);
    shop.write("schema/shop.chain/chain.lock", lock);
}

const std::map<std::string, Harm> harms{
    {"syntax_error", replacing(shop_file, "primary key", "primary keys (")},
    {"unknown_type", replacing(shop_file, "text?", "strng?")},
    {"duplicate_table",
     [](const Shop& s) { s.write(shop_file, s.read(shop_file) + "table Users { id int64 primary key }\n"); }},
    {"missing_table", replacing(shop_file, "text?", "text? -> phones.id")},
    {"check_that_sqlite_refuses", replacing(shop_file, "text?", "text? check (phnoe <> '')")},
    {"postgres_target", replacing(shop_file, "sqlite >= 3.37", "postgres >= 14")},
    {"conflict_in_schema", conflicting(shop_file)},
    {"conflict_in_lock", conflicting("schema/shop.chain/chain.lock")},
    {"conflict_in_up", conflicting("schema/shop.chain/0002_phone/up.sql")},
    {"utf16_schema", recoding(shop_file)},
    {"nul_in_schema",
     [](const Shop& s) { s.write(shop_file, s.read(shop_file) + std::string("//\0\n", 4)); }},
    {"huge_schema", [](const Shop& s) { s.write(shop_file, std::string(std::size_t{100} << 20, '\n')); }},
    {"huge_include",
     [](const Shop& s) {
         s.write("schema/huge.varve", std::string(std::size_t{17} << 20, ' '));
         s.write(shop_file, s.read(shop_file) + "include \"huge.varve\"\n");
     }},
    {"endless_schema",
     [](const Shop& s) {
         fs::remove(s.path(shop_file));
         fs::create_symlink("/dev/zero", s.path(shop_file));
     }},
    {"huge_up",
     [](const Shop& s) {
         s.write("schema/shop.chain/0002_phone/up.sql", std::string(std::size_t{17} << 20, '\n'));
     }},
    {"include_bomb",
     [](const Shop& s) {
         std::string text = s.read(shop_file);
         for (int at = 0; at < 100000; ++at)
             text += "include \"none" + std::to_string(at) + ".varve\"\n";
         s.write(shop_file, text);
     }},
    {"include_chain",
     [](const Shop& s) {
         s.write(shop_file, s.read(shop_file) + "include \"0.varve\"\n");
         for (int at = 0; at < 40; ++at)
             s.write("schema/" + std::to_string(at) + ".varve",
                     "include \"" + std::to_string(at + 1) + ".varve\"\n");
     }},
    {"include_of_itself",
     [](const Shop& s) {
         std::string text = s.read(shop_file);
         for (int at = 0; at < 1000; ++at)
             text += "include \"shop.varve\"\n";
         s.write(shop_file, text);
     }},
    {"includes_of_each_other",
     [](const Shop& s) {
         std::string all;
         for (int at = 0; at < 20; ++at)
             all += "include \"part" + std::to_string(at) + ".varve\"\n";
         for (int at = 0; at < 20; ++at)
             s.write("schema/part" + std::to_string(at) + ".varve", all);
         s.write(shop_file, s.read(shop_file) + all);
     }},
    {"utf16_up", recoding("schema/shop.chain/0002_phone/up.sql")},
    {"utf16_lock", recoding("schema/shop.chain/chain.lock")},
    {"edited_up", replacing("schema/shop.chain/0002_phone/up.sql", "\"phone\" TEXT", "\"phone\" BLOB")},
    {"edited_down", replacing("schema/shop.chain/0002_phone/down.sql", "--@ lose", "-- lose")},
    {"edited_snapshot", replacing("schema/shop.chain/0001_users/schema.varve", "text", "blob")},
    {"edited_stamp", replacing("schema/shop.chain/0002_phone/stamp", "\n", "0\n")},
    {"lengthened_stamp", replacing("schema/shop.chain/0002_phone/stamp", "\n", " and more\n")},
    {"removed_revision", removing("schema/shop.chain/0002_phone")},
    {"removed_snapshot", removing("schema/shop.chain/0002_phone/schema.varve")},
    {"removed_stamp", removing("schema/shop.chain/0002_phone/stamp")},
    {"removed_lock", removing("schema/shop.chain/chain.lock")},
    {"removed_lock_line", remove_last_lock_line},
    {"reordered_lock", swap_lock_lines},
    {"truncated_lock", cut_lock},
    {"reordered_revisions",
     [](const Shop& s) {
         fs::rename(s.path("schema/shop.chain/0001_users"), s.path("schema/shop.chain/0003_users"));
     }},
    {"inserted_copy", [](const Shop& s) { copy_revision(s, "schema/shop.chain/0003_again", true); }},
    {"inserted_revision", [](const Shop& s) { copy_revision(s, "schema/shop.chain/0003_again", false); }},
    {"chain_is_a_file",
     [](const Shop& s) {
         fs::remove_all(s.path(shop_chain));
         s.write(shop_chain, "oops");
     }},
    {"floor_above_linked", replacing(shop_file, "sqlite >= 3.37", "sqlite >= 9.99")},
    {"keyword_namespace", replacing(shop_file, "namespace \"shop\"", "namespace \"shop::class\"")},
    {"only_the_bad_trigger",
     [](const Shop& s) {
         s.write(shop_file,
                 s.read(shop_file) +
                     "trigger good after insert on users sql { BEGIN SELECT 1; END }\n"
                     "trigger bad after insert on users sql { BEGIN INSERT INTO nots VALUES (1); END }\n");
     }},
    {"stray_directory", [](const Shop& s) { fs::create_directory(s.path("schema/shop.chain/notes")); }},
    {"counts_on_rows_of_a_proof",
     [](const Shop& s) {
         REQUIRE(s.command("revision", {"-m", "seed"}).code == 0);
         s.write("schema/shop.chain/draft_seed/proof.sql",
                 "INSERT INTO users (id, email) VALUES (7, 'root');\n");
         s.write(
             "schema/shop.chain/draft_seed/up.sql",
             "INSERT INTO users (id, email) VALUES (1000, (SELECT email || '2' FROM users WHERE id = 7));\n");
     }},
    {"draft_without_up",
     [](const Shop& s) {
         REQUIRE(s.command("revision", {"-m", "seed"}).code == 0);
         fs::remove(s.path("schema/shop.chain/draft_seed/up.sql"));
     }},
    {"amending_draft_without_up",
     [](const Shop& s) {
         REQUIRE(s.command("supersede", {"phone"}).code == 0);
         fs::remove(s.path("schema/shop.chain/draft_supersede_phone/up.sql"));
     }},
    {"left_over_draft", [](const Shop& s) { copy_revision(s, "schema/shop.chain/draft_phone", false); }},
};

/// The version that is linked differs from machine to machine.
std::string transcript(const Outcome& outcome) {
    std::string text = "exit " + std::to_string(outcome.code) + "\n" + outcome.out + outcome.err;
    const std::string version = std::string("SQLite ") + sqlite3_libversion();
    for (auto at = text.find(version); at != std::string::npos; at = text.find(version))
        text.replace(at, version.size(), "SQLite <version>");
    return text;
}

void compare(const std::string& name, const std::string& text) {
    const fs::path expected = fs::path(VARVE_CASES) / "driver" / (name + ".expected");
    if (std::getenv("VARVE_ACCEPT") != nullptr) {
        fs::create_directories(expected.parent_path());
        std::ofstream(expected, std::ios::binary) << text;
    }
    std::ifstream file(expected, std::ios::binary);
    std::ostringstream there;
    there << file.rdbuf();
    CHECK(text == there.str());
}

}  // namespace

TEST_CASE("bad input of a chain is refused, naming the place and the way out", "[driver]") {
    for (const auto& [name, harm] : harms) {
        const Shop shop;
        REQUIRE(shop.generate().code == 0);
        const std::string before = shop.read("out/shop/chain.cpp");
        harm(shop);
        INFO(name);
        const Outcome outcome = shop.generate();
        CHECK(outcome.code == 1);
        CHECK(shop.read("out/shop/chain.cpp") == before);
        compare(name, transcript(outcome));
    }
}

TEST_CASE("a FROZEN build refuses a draft and a schema that is ahead", "[driver]") {
    const Shop shop;
    REQUIRE(shop.generate({"--frozen"}).code == 0);
    shop.replace(shop_file, "text?\n", "text?\n  age   int32?\n");
    CHECK(shop.generate().code == 0);
    compare("frozen_schema_ahead", transcript(shop.generate({"--frozen"})));
    REQUIRE(shop.command("revision", {"--autogenerate", "-m", "age"}).code == 0);
    CHECK(shop.generate().code == 0);
    compare("frozen_draft", transcript(shop.generate({"--frozen"})));
    CHECK(shop.command("diff", {"--check"}).code == 3);
}

TEST_CASE("a build says what its ephemeral draft would take out of a database", "[driver]") {
    const Shop shop;
    shop.replace(shop_file, "  phone text?\n", "");
    const Outcome outcome = shop.generate();
    CHECK(outcome.code == 0);
    compare("ephemeral_draft_loses", transcript(outcome));
}

TEST_CASE("a plan without a way back says so, from the build and from the draft", "[driver]") {
    const Shop shop;
    shop.replace(shop_file, "  phone text?\n", "  phone text?\n  age   int64 = 7\n");
    shop.freeze("age");
    shop.replace(shop_file, "  age   int64 = 7\n", "  age   text\n");
    compare("ephemeral_no_way_back", transcript(shop.generate()));
    compare("draft_no_way_back",
            transcript(shop.command("revision", {"--autogenerate", "-m", "age as text"})));
}

TEST_CASE("a draft whose down is gone is told when it is frozen, one that has none is not", "[driver]") {
    const Shop shop;
    const auto drafted = [&](const std::string& name) {
        shop.replace(shop_file, "  phone text?\n", "  phone text?\n  " + name + " int64?\n");
        REQUIRE(shop.command("revision", {"--autogenerate", "-m", name}).code == 0);
        return "schema/shop.chain/draft_" + name + "/down.sql";
    };
    fs::remove(shop.path(drafted("age")));
    compare("draft_without_down", transcript(shop.generate()));
    CHECK(shop.command("freeze").err.find("`draft_age` has no way back: its down.sql is not there [V0516]") !=
          std::string::npos);
    shop.write(drafted("size"), "-- nothing\n");
    CHECK(shop.command("freeze").err.find(
              "`draft_size` has no way back: its down.sql says nothing [V0516]") != std::string::npos);
    shop.write(drafted("mass"), "--@ grade none\n");
    CHECK(shop.command("freeze").err == "");
}

TEST_CASE("options that would escape the output or break C++ are refused", "[driver]") {
    const Shop shop;
    const auto refused = [&](std::vector<std::string> more) {
        std::vector<std::string> arguments{"--output", "@out"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Outcome outcome = shop.command("generate", arguments);
        CHECK(outcome.code == 2);
        return outcome.err;
    };
    CHECK(refused({"--target", "../../esc"}) ==
          "error: `../../esc` cannot be a target: letters, digits, `_`, `.`, `+` and `-`\n");
    CHECK(refused({"--target", "shop", "--namespace", "1x::class"}) ==
          "error: `1x::class` is no C++ namespace: identifiers joined by `::`, no keywords, not `std` or "
          "`varve`\n");
    CHECK(refused({"--target", "shop", "--header", "../x.hpp"}) ==
          "error: `../x.hpp` cannot be a header: a path as users include it, below the output\n");
    CHECK_FALSE(shop.exists("out"));
}

TEST_CASE("files and databases that cannot be used say why", "[driver]") {
    const Shop shop;
    shop.write("letter.db", "Dear reader, this is not a database at all.\n");
    const std::string letter = shop.read("letter.db");
    compare("no_such_schema", transcript(shop.varve({"verify", "--schema", "@schema/nope.varve"})));
    compare("not_a_database",
            transcript(shop.command("upgrade", {"--db", "@letter.db"})).substr(0, 7) +
                transcript(shop.command("current", {"--db", shop.path("letter.db").string()})));
    CHECK(shop.read("letter.db") == letter);
    compare("postgres_database",
            transcript(shop.command("upgrade", {"--db", "postgresql://ada:secret@host/shop"})));
    compare("no_command", transcript(shop.varve({})));
    compare("unknown_command", transcript(shop.varve({"migrate"})));
}

TEST_CASE("an answer that cannot be written is a failure") {
    class Full : public std::streambuf {
        int overflow(int) override { return traits_type::eof(); }
    };
    Full full;
    std::ostream out(&full);
    std::ostringstream err;
    varve::compiler::Console console{out, err};
    const char* const arguments[] = {"varve", "explain", "V0103"};
    CHECK(varve::compiler::run(3, arguments, console) == 1);
    CHECK(err.str() == "error: cannot write the answer: standard output is closed or full\n");
}

TEST_CASE("a pipe is no schema") {
    const Workspace work;
    REQUIRE(::mkfifo(work.path("p.varve").c_str(), 0600) == 0);
    CHECK(work.varve({"fmt", "@p.varve"}).err == "error: cannot read <dir>/p.varve: it is no regular file\n");
    CHECK(work.varve({"lint", "--schema", "@p.varve"}).err ==
          "error: cannot read <dir>/p.varve: it is no regular file\n");
}
