#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/emit/emit.hpp"
#include "tests/generator/emit/one_revision.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<OutputFile> emitted(const std::string& name) {
    SourceSet sources;
    DiagnosticSink sink;
    const auto file = sources.add(name, read_bytes(std::string(VARVE_CASES) + "/emit/" + name + ".varve"));
    const std::optional<Schema> schema = compile(sources, file, sink);
    INFO(render(sink, sources));
    REQUIRE(schema);
    const testing::OneRevision history(*schema);
    return emit(*schema, history.chain(), {name, "", ""}, sink);
}

}  // namespace

TEST_CASE("the emitted text is what stands beside the case") {
    for (const std::string name : {"studio", "odd", "own", "lazy"}) {
        const std::vector<OutputFile> files = emitted(name);
        REQUIRE(files.size() == 3);
        for (const OutputFile& file : files) {
            const std::filesystem::path expected = std::string(VARVE_CASES) + "/emit/expected/" + file.path;
            if (std::getenv("VARVE_ACCEPT") != nullptr) {
                std::filesystem::create_directories(expected.parent_path());
                std::ofstream(expected, std::ios::binary) << file.text;
            }
            INFO(file.path);
            CHECK(file.text == read_bytes(expected));
        }
    }
}

TEST_CASE("the same schema gives the same bytes") {
    const std::vector<OutputFile> once = emitted("odd");
    const std::vector<OutputFile> again = emitted("odd");
    for (std::size_t i = 0; i != once.size(); ++i)
        CHECK(once[i].text == again[i].text);
}

TEST_CASE("a long text is baked in pieces of at most 16,000 bytes") {
    const Schema schema{.name = "long"};
    const std::string up(40000, 'x');
    const varve::Piece piece{up.data(), up.size()};
    varve::Revision revision;
    revision.up = {&piece, 1};
    varve::Chain chain;
    chain.revisions = &revision;
    chain.count = 1;
    DiagnosticSink sink;
    const std::string text = emit(schema, chain, {"long", "", ""}, sink).at(2).text;
    CHECK(text.find(", 16000},") != std::string::npos);
    CHECK(text.find(", 8000},") != std::string::npos);
    CHECK(text.find(".up = {up_1, 3},") != std::string::npos);
}
