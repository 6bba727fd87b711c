// docs/mistakes.md is played as it stands.
#include "tests/generator/driver/page_story.hpp"

using varve::tests::Story;

TEST_CASE("docs/mistakes.md: the branch that came second", "[rebase]") {
    Story(VARVE_MISTAKES_PAGE).play("The branch that came second");
}
