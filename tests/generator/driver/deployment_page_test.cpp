// docs/deployment.md is played as it stands.
#include "tests/generator/driver/page_story.hpp"

using varve::tests::Story;

TEST_CASE("docs/deployment.md: a release, a way back and another machine") {
    Story story(VARVE_DEPLOYMENT_PAGE);
    story.play("A release");
    story.play("When something is wrong");
    story.play("From one machine to another");
}
