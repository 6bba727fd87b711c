// emit_case <schema.varve> <target> <output directory>: what `varve generate` writes, for a chain of one
// revision. Lets the accessor tests and the benchmark stand on generated code without the driver and without
// a chain directory.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/emit/emit.hpp"
#include "tests/generator/emit/one_revision.hpp"

int main(int argc, char** argv) {
    using namespace varve::compiler;
    if (argc != 4) return 2;
    std::ifstream in(argv[1], std::ios::binary);
    SourceSet sources;
    const std::uint32_t file = sources.add(argv[1], {std::istreambuf_iterator<char>(in), {}});
    DiagnosticSink sink;
    const std::optional<Schema> schema = compile(sources, file, sink);
    if (schema) {
        const testing::OneRevision history(*schema);
        for (const OutputFile& output : emit(*schema, history.chain(), {argv[2], "", ""}, sink)) {
            const std::filesystem::path path = std::filesystem::path(argv[3]) / output.path;
            std::filesystem::create_directories(path.parent_path());
            std::ofstream(path, std::ios::binary) << output.text;
        }
    }
    std::fputs(render(sink, sources).c_str(), stderr);
    return sink.has_errors() ? 1 : 0;
}
