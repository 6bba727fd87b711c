#include <chrono>
#include <filesystem>
#include <string>

#include "tests/support/shop.hpp"

using namespace varve::tests;
namespace fs = std::filesystem;

namespace {

constexpr const char* notes_file = "schema/parts/notes.varve";

/// The shop's schema in two files.
class SplitShop : public Shop {
public:
    SplitShop() {
        write(shop_file, read(shop_file) + "include \"parts/notes.varve\"\n");
        write(notes_file, "table notes {\n  id    int64  primary key\n  body  text\n}\n");
    }

    /// What is said when the first file includes something else.
    std::string error_of(const std::string& include) const {
        replace(shop_file, "include \"parts/notes.varve\"", include);
        const Outcome outcome = generate();
        CHECK(outcome.code == 1);
        replace(shop_file, include, "include \"parts/notes.varve\"");
        return outcome.err.substr(0, outcome.err.find('\n'));
    }
};

}  // namespace

TEST_CASE("a schema of two files is one schema, and its snapshot one file", "[driver]") {
    const SplitShop shop;
    shop.freeze("notes");
    const std::string snapshot = shop.read("schema/shop.chain/0003_notes/schema.varve");
    CHECK(snapshot.find("table notes {") != std::string::npos);
    CHECK(snapshot.find("include") == std::string::npos);
    CHECK(shop.command("diff", {"--check"}).code == 0);
}

TEST_CASE("a depfile lists every included file", "[driver]") {
    const SplitShop shop;
    REQUIRE(shop.generate({"--depfile", "@out/shop.d", "--depfile-target", "shop.cpp"}).code == 0);
    const std::string depfile = shop.read("out/shop.d");
    CHECK(depfile.find("schema/shop.varve \\\n") != std::string::npos);
    CHECK(depfile.find("schema/parts/notes.varve \\\n") != std::string::npos);
}

TEST_CASE("a depfile is no newer than what it lists", "[driver]") {
    namespace fs = std::filesystem;
    const SplitShop shop;
    const fs::file_time_type past = fs::file_time_type::clock::now() - std::chrono::hours(2);
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(shop.path("schema")))
        fs::last_write_time(entry.path(), past - std::chrono::hours(1));
    fs::last_write_time(shop.path("schema"), past - std::chrono::hours(1));
    fs::last_write_time(shop.path(notes_file), past);
    REQUIRE(shop.generate({"--depfile", "@out/shop.d", "--depfile-target", "shop.cpp"}).code == 0);
    CHECK(fs::last_write_time(shop.path("out/shop.d")) == past);
}

TEST_CASE("an input from the future makes varve run until that time has come", "[driver]") {
    const SplitShop shop;
    const auto generated = [&] {
        const Outcome printed = shop.generate({"--depfile", "@out/shop.d", "--depfile-target", "shop.cpp"});
        REQUIRE(printed.code == 0);
        return printed.err;
    };
    const std::filesystem::path notes = shop.path(notes_file);
    std::filesystem::last_write_time(notes,
                                     std::filesystem::file_time_type::clock::now() + std::chrono::hours(1));
    CHECK(generated() == "<dir>/" + std::string(notes_file) +
                             ": warning: the file is from the future, so every build runs varve until then; "
                             "`touch` it\n");
    CHECK(shop.read("out/shop.d").find("out/shop.d.future\n") != std::string::npos);
    std::filesystem::last_write_time(notes,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
    CHECK(generated().empty());
    CHECK(shop.read("out/shop.d").find(".future") == std::string::npos);
}

TEST_CASE("freezing takes hints out of the file that they stand in", "[driver]") {
    const SplitShop shop;
    shop.freeze("notes");
    const std::string before = shop.read(shop_file);
    shop.replace(notes_file, "  body  text\n", "  text  text  was body\n");
    shop.freeze("text");
    CHECK(shop.read(notes_file) == "table notes {\n  id    int64  primary key\n  text  text\n}\n");
    CHECK(shop.read(shop_file) == before);
    shop.replace(shop_file, "  phone text?\n", "  tel   text?  was phone\n");
    shop.replace(notes_file, "  text  text\n", "  said  text  was text\n");
    shop.freeze("both");
    CHECK(shop.read(shop_file).find("  tel   text?\n") != std::string::npos);
    CHECK(shop.read(notes_file).find("  said  text\n") != std::string::npos);
}

TEST_CASE("one run tells the errors of all files", "[driver]") {
    const SplitShop shop;
    shop.replace(shop_file, "phone text?", "phone strng?");
    shop.replace(notes_file, "body  text", "body  txt");
    const Outcome outcome = shop.generate();
    CHECK(outcome.code == 1);
    CHECK(outcome.err ==
          "<dir>/schema/shop.varve:11:9: error: unknown type `strng` [V0201]\n"
          "      phone strng?\n"
          "            ^~~~~\n"
          "help: did you mean `text`?\n"
          "<dir>/schema/parts/notes.varve:3:9: error: unknown type `txt` [V0201]\n"
          "      body  txt\n"
          "            ^~~\n"
          "help: did you mean `text`?\n");
}

TEST_CASE("an include is a file below the schema's directory, links followed", "[driver]") {
    const SplitShop shop;
    shop.write("outside.varve", "table outside { id int64 primary key }\n");
    fs::create_symlink(shop.path("outside.varve"), shop.path("schema/link.varve"));
    fs::create_symlink(shop.path("schema/parts"), shop.path("schema/inside"));
    CHECK(shop.error_of("include \"link.varve\"") ==
          "<dir>/schema/shop.varve:13:9: error: `link.varve` leads out of the schema's directory: it is "
          "<dir>/outside.varve [V0105]");
    CHECK(shop.error_of("include \"none.varve\"") ==
          "<dir>/schema/shop.varve:13:9: error: cannot read `<dir>/schema/none.varve`: No such file or "
          "directory [V0105]");
    CHECK(shop.error_of("include \"parts\"") ==
          "<dir>/schema/shop.varve:13:9: error: cannot read `<dir>/schema/parts`: it is no file [V0105]");
    CHECK(shop.error_of("include \"parts/notes.varve\"; include \"inside/notes.varve\"") ==
          "<dir>/schema/shop.varve:13:38: error: `inside/notes.varve` is included twice [V0105]");
    CHECK(shop.error_of("include \"shop.varve\"") ==
          "<dir>/schema/shop.varve:13:9: error: `shop.varve` includes itself: shop.varve -> shop.varve "
          "[V0105]");
    shop.replace(shop_file, "parts/notes.varve", "inside/notes.varve");
    CHECK(shop.generate().code == 0);
}
