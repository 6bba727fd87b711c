#include "generator/import/file_names.hpp"

#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

std::string read(std::string_view path) {
    const auto name = read_file_name(path);
    if (!name) return "no step";
    const char* sides[] = {"up", "down", "both"};
    return std::string(describe(name->layout)).substr(0, 7) + " " + sides[static_cast<int>(name->side)] +
           " " + name->version + " " + name->title;
}

}  // namespace

TEST_CASE("a path tells layout, side, version and title") {
    CHECK(read("0001_create_users.up.sql") == "pairs o up 1 0001_create_users");
    CHECK(read("0001.down.sql") == "pairs o down 1 0001");
    CHECK(read("20240101120000_x.up.sql") == "pairs o up 20240101120000 20240101120000_x");
    CHECK(read("2018-01-14-171611_create/up.sql") == "folders up 20180114171611 2018-01-14-171611_create");
    CHECK(read("2024-03-13_170000_cascade/down.sql") == "folders down 20240313 2024-03-13_170000_cascade");
    CHECK(read("V12__add.sql") == "files n both 12 V12__add");
    CHECK(read("7.sql") == "numbere both 7 7");
    CHECK(read("007-bond.sql") == "numbere both 7 007-bond");
}

TEST_CASE("what has no number where a step has one is no step") {
    for (const char* path : {"seed.sql", "README.md", "V1_x.sql", "1x.sql", "x/up.sql",
                             "2018-01-14_x/seed.sql", "2018_x/deep/up.sql", ".sql", "up.sql"})
        CHECK(read(path) == "no step");
}

TEST_CASE("a revision is named after its step, without numbers and dates in front") {
    CHECK(revision_name("0001_create_users") == "create_users");
    CHECK(revision_name("0003_2018-04-27-155151_create_users_ciphers") == "create_users_ciphers");
    CHECK(revision_name("2024-03-13_170000_sso_userscascade") == "sso_userscascade");
    CHECK(revision_name("V12__add brand") == "add_brand");
    CHECK(revision_name("007-bond") == "bond");
    CHECK(revision_name("7") == "step_7");
    CHECK(revision_name("001_\"odd\" `name`") == "_odd___name_");
}

TEST_CASE("numbers are ordered as numbers, diesel's versions as texts") {
    CHECK(version_before(Layout::plain, "9", "10"));
    CHECK_FALSE(version_before(Layout::plain, "10", "9"));
    CHECK(version_before(Layout::folders, "20240306170000", "20240313"));
    CHECK(version_before(Layout::folders, "20240313", "20240605131359"));
    CHECK(plain_version("0000") == "0");
    CHECK(plain_version("00120") == "120");
}
