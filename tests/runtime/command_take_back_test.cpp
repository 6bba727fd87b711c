#include "tests/runtime/studio.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

/// The studio's database at its head, met by a program that holds the first revision.
Outcome older(const Studio& studio, std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--db", studio.path()});
    Outcome outcome = run(studio.sample().first(1), std::move(arguments));
    for (std::string* text : {&outcome.out, &outcome.err})
        for (std::size_t at = 0; (at = text->find(studio.path(), at)) != std::string::npos;)
            text->replace(at, studio.path().size(), "<db>");
    return outcome;
}

}  // namespace

TEST_CASE("downgrade --take-back brings a newer program's database to what both know") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    const std::string refused =
        "error: `<db>` is ahead of this program:\n  the database is at      `newest` (" + studio.id(3) +
        ")\n  this program ends at    " + studio.name(1) + "\n  both know               " + studio.name(1) +
        "\n  only the database knows `posts` (" + studio.id(2) + "), `newest` (" + studio.id(3) +
        ")\nrun the program that wrote it, or a newer one; or take it back to what both know with `downgrade "
        "--take-back --allow-loss` (`take_back = allow_loss`), which loses posts; nothing was changed\n";
    for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
             {"upgrade"}, {"downgrade"}, {"downgrade", "--allow-loss"}, {"downgrade", "--take-back"}}) {
        const Outcome outcome = older(studio, command);
        CHECK(outcome.code == 4);
        CHECK(outcome.out == "");
        CHECK(outcome.err == refused);
    }
    const Outcome back = older(studio, {"downgrade", "--take-back", "--allow-loss"});
    CHECK(back.code == 0);
    CHECK(back.err == "");
    CHECK(back.out == "take back `newest` (" + studio.id(3) + ")\ntake back `posts` (" + studio.id(2) +
                          "), losing posts\nthe database is at " + studio.name(1) + "\n");
    CHECK(older(studio, {"downgrade", "--take-back"}).out ==
          "nothing to do: the database is at " + studio.name(1) + "\n");
}

TEST_CASE("a target goes on from what both know, and none above it is taken") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    const Outcome base = older(studio, {"downgrade", "-1", "--take-back", "--allow-loss"});
    CHECK(base.code == 0);
    CHECK(base.out.find("take down " + studio.name(1) + "\nthe database is at base\n") != std::string::npos);
    CHECK(older(studio, {"downgrade", "--take-back", "--sql"}).err ==
          "error: `--sql` looks at no database, and `--take-back` runs what one holds\n");
}
