#include "generator/history/import_map.hpp"

#include "generator/base/render.hpp"
#include "runtime/src/sha256.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

const std::string one(64, '1');
const std::string two(64, '2');

struct Read {
    std::optional<ImportMap> map;
    std::string errors;
};

Read read(const std::string& text) {
    Lock lock;
    for (const std::string& digest : {one, two})
        lock.records.emplace_back().digest = digest;
    SourceSet sources;
    DiagnosticSink sink;
    Read result;
    result.map = parse_import_map(sources, sources.add("import.map", text), lock, sink);
    result.errors = render(sink, sources);
    return result;
}

std::string summed(const std::string& body) {
    return body + "sum " + varve::detail::sha256_hex(body).substr(0, 16) + "\n";
}

}  // namespace

TEST_CASE("a map reads as it was written") {
    const ImportMap map{"goose_db_version", {{"1", one}, {"odd version", two}}};
    const Read again = read(write_import_map(map));
    CHECK(again.errors == "");
    REQUIRE(again.map);
    CHECK(again.map->table == "goose_db_version");
    REQUIRE(again.map->versions.size() == 2);
    CHECK(again.map->versions[1].version == "odd version");
    CHECK(write_import_map(*again.map) == write_import_map(map));
}

TEST_CASE("whatever is not as it was written is refused at its line") {
    const std::string good = write_import_map({"t", {{"1", one}, {"2", two}}});
    for (std::size_t i = 0; i != good.size(); ++i) {
        std::string bad = good;
        bad[i] = bad[i] == 'x' ? 'y' : 'x';
        INFO(bad);
        CHECK_FALSE(read(bad).map);
        CHECK_FALSE(read(good.substr(0, i)).map);
    }
    CHECK(read(summed("varve import 2\ntable t\n")).errors ==
          "import.map:1:1: error: a map begins `varve import 1`; another number is a newer varve's [V0741]\n"
          "    varve import 2\n"
          "    ^~~~~~~~~~~~~~\n"
          "help: restore it: git checkout -- import.map\n");
    CHECK(read(summed("varve import 1\ntable t\nversion 1 " + std::string(64, '3') + "\n"))
              .errors.find(
                  "error: the map names the revision `333333333333`, which the lock does not hold [V0741]") !=
          std::string::npos);
    CHECK(read(summed("varve import 1\ntable t\nversion 1\n"))
              .errors.find("error: a line of the map is `version <version> <digest>` [V0741]") !=
          std::string::npos);
}
