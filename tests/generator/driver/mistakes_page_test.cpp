// docs/mistakes.md is played as it stands.
#include "tests/generator/driver/page_story.hpp"

using varve::tests::Story;

TEST_CASE("docs/mistakes.md: a revision that fails, and a wrong way back", "[amend]") {
    Story story(VARVE_MISTAKES_PAGE);
    story.play("A revision that fails on some customers' data");
    story.play("A wrong way back");
}

TEST_CASE("docs/mistakes.md: the branch that came second", "[rebase]") {
    Story(VARVE_MISTAKES_PAGE).play("The branch that came second");
}
