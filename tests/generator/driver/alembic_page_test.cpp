// docs/alembic.md as `varve` lives up to it over a source tree. What an application has of it too stands in
// tests/support/alembic_*_rows.cpp, and is run by both.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/generator/driver/alembic_writing_rows.hpp"
#include "tests/support/alembic_rows.hpp"

using namespace varve::tests;

namespace {

class SourceTree : public MigratingHost {
public:
    SourceTree() {
        freeze("users", "  email text\n");
        work_.write("older/shop.varve", work_.read("shop.varve"));
        std::filesystem::copy(work_.path("shop.chain"), work_.path("older/shop.chain"),
                              std::filesystem::copy_options::recursive);
        freeze("phone", "  email text\n  phone text?\n");
        freeze("once", "  email text\n  phone text?\n  unique index users_email (email)\n");
    }

    Outcome run(std::vector<std::string> arguments) const override {
        return on("@shop.varve", std::move(arguments));
    }
    Outcome run_older(std::vector<std::string> arguments) const override {
        return on("@older/shop.varve", std::move(arguments));
    }
    std::string id(std::size_t place) const override {
        return work_.read("shop.chain/" + work_.list("shop.chain")[place - 1] + "/stamp").substr(0, 12);
    }

private:
    Outcome on(const std::string& schema, std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--schema", schema});
        return work_.varve(std::move(arguments));
    }

    void freeze(const std::string& message, const std::string& columns) const {
        work_.write("shop.varve",
                    "schema shop {\n  edition 1\n  target sqlite >= 3.37\n  chain \"shop.chain\"\n}\n\n"
                    "table users {\n  id int64 primary key\n" +
                        columns + "}\n");
        REQUIRE(run({"revision", "--autogenerate", "-m", message}).code == 0);
        REQUIRE(run({"freeze"}).code == 0);
    }

    Workspace work_;
};

}  // namespace

TEST_CASE("every row about writing that varve has a counterpart for does what it says", "[alembic]") {
    check_rows(rows_below(VARVE_ALEMBIC_PAGE, "Writing"), writing_rows());
    for (const RowCase<Shop>& row : writing_rows()) {
        INFO(row.row);
        const Shop shop;
        row.run(shop);
    }
}

TEST_CASE("varve does over a source tree what an application does without one", "[alembic]") {
    const SourceTree tree;
    check_rows(rows_below(VARVE_ALEMBIC_PAGE, "Running and asking"), running_rows());
    run_rows(tree, running_rows());
}

TEST_CASE("every command stands in the page", "[alembic]") {
    std::ostringstream page;
    page << std::ifstream(VARVE_ALEMBIC_PAGE).rdbuf();
    const std::string told = Workspace().varve({}).err;
    const std::size_t first = told.find("needed: ") + 8;
    std::istringstream commands(told.substr(first, told.find('\n') - first));
    for (std::string command; std::getline(commands >> std::ws, command, ',');) {
        INFO(command);
        CHECK((page.str().find("`varve " + command) != std::string::npos ||
               page.str().find("`" + command) != std::string::npos));
    }
}
