#include "generator/check/compile.hpp"
#include "generator/history/lock.hpp"
#include "generator/history/verify.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {

// The values were computed apart from this code; databases and locks in the field carry such ones.
TEST_CASE("the worked example of docs/formats.md holds for ever") {
    SourceSet sources;
    DiagnosticSink sink;
    const std::uint32_t file = sources.add("schema.varve", R"(// the first state
schema pad {
  edition 1
  target sqlite >= 3.37
}

table notes {
  id   int64 primary key
  body text
}
)");
    const std::optional<Schema> schema = compile(sources, file, sink, true);
    REQUIRE(test::told(sink) == "");
    RevisionSource revision;
    revision.name = "initial";
    revision.message = "notes, at first";
    revision.up =
        detail::normalise_sql("CREATE TABLE \"notes\" (\"id\" INTEGER PRIMARY KEY, \"body\" TEXT NOT NULL)");
    revision.down = detail::normalise_sql("--@ grade loses notes\n--@ lose notes\nDROP TABLE \"notes\";\n");
    revision.schema_text = normalise_schema_text(sources, file, sink);
    revision.schema = *schema;
    REQUIRE(write_lock({{make_record(revision, {})}}) ==
            "varve lock 1\n"
            "revision sha256 "
            "digest=6beb2f12169982c0098ac0b3e5a559170097e722e4b3798aad68539a55958222 "
            "parents=- "
            "body=ddf6582bc24b3226884009d61b57696a441fec7931b244c2eb5b1789d77d7e5a "
            "down=550329c2f862892c94b1e3e106e2b16f58be4399c144c5ecc8c6db495871d0d0 "
            "proof=- "
            "fingerprint=fa1dc5aeaf5fab71a25d6fe820b83fb25aac4a9dcc3d8de3d974331abe58cf6b "
            "name=initial message=\"notes, at first\" sum=96e03c8001a62cce\n");
}

}  // namespace varve::compiler
