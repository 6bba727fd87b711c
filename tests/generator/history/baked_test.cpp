#include "generator/history/baked.hpp"

#include "generator/sqlite/render.hpp"
#include "runtime/src/digest.hpp"
#include "runtime/src/structure.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {

TEST_CASE("a baked chain holds what its directories and the lock say") {
    test::FrozenChain source = test::small_chain();
    source.revisions.push_back(test::draft("more", "--@ compatible readers\nSELECT 1",
                                           "--@ grade exact\nSELECT 1", source.revisions[2].schema));
    const VerifiedChain verified = test::verified(std::move(source));
    BakedChain made("sample", verified);
    const BakedChain baked = std::move(made);
    const Chain& chain = baked.chain();
    REQUIRE(chain.schema == "sample");
    REQUIRE(chain.count == 4);
    REQUIRE(chain.drafts_allowed);
    REQUIRE(chain.build.substr(0, 6) == "varve ");
    REQUIRE(chain.structure.str() == detail::to_text(sqlite::structure_of(verified.revisions[3].schema)));

    const Revision& phone = chain.revisions[1];
    REQUIRE(phone.digest == verified.records[1].digest);
    REQUIRE(phone.parents == verified.records[0].digest);
    REQUIRE(phone.name == "add_phone");
    REQUIRE(phone.number == "0002");
    REQUIRE(phone.message == "say add_phone");
    REQUIRE(phone.body == detail::body_digest(verified.revisions[1].up));
    REQUIRE(phone.fingerprint == verified.records[1].fingerprint);
    REQUIRE(phone.up.str() == verified.revisions[1].up);
    REQUIRE(phone.down.str() == verified.revisions[1].down);
    REQUIRE(phone.grade == Grade::loses);
    REQUIRE(phone.loses == "users.phone");
    REQUIRE_FALSE(phone.draft);
    REQUIRE_FALSE(phone.compatible_readers);

    const Revision& more = chain.revisions[3];
    REQUIRE(more.draft);
    REQUIRE(more.number.empty());
    REQUIRE(more.compatible_readers);
    REQUIRE(more.grade == Grade::exact);
    REQUIRE(more.loses.empty());
}

TEST_CASE("long texts are baked in pieces") {
    std::string up = "SELECT '" + std::string(40000, 'x') + "'";
    const test::FrozenChain source =
        test::frozen({test::revision("0001", "initial", up, "", test::schema({}))});
    const VerifiedChain verified = test::verified(source);
    const BakedChain baked("sample", verified);
    const Revision& revision = baked.chain().revisions[0];
    REQUIRE(revision.up.count == 3);
    for (std::size_t i = 0; i != revision.up.count; ++i)
        REQUIRE(revision.up.pieces[i].size <= 16000);
    REQUIRE(revision.up.str() == verified.revisions[0].up);
    REQUIRE(revision.down.count == 0);
    REQUIRE(revision.grade == Grade::none);
}

TEST_CASE("an empty chain is baked as one without revisions") {
    const BakedChain baked("sample", {});
    REQUIRE(baked.chain().count == 0);
    REQUIRE(baked.chain().head() == nullptr);
    REQUIRE(baked.chain().structure.str().empty());
}

TEST_CASE("what today's schema calls unmanaged is baked beside the revisions") {
    const BakedChain baked("sample", {}, true, {{"table", "django_*", {}}, {"view", "report", {}}});
    REQUIRE(baked.chain().unmanaged_count == 2);
    REQUIRE(baked.chain().unmanaged[0].type == "table");
    REQUIRE(baked.chain().unmanaged[0].name == "django_*");
    REQUIRE(baked.chain().unmanaged[1].name == "report");
}

}  // namespace varve::compiler
