#include "generator/driver/schema_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "generator/check/includes.hpp"
#include "generator/driver/chain_directory.hpp"
#include "generator/driver/files.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

bool is_below(const fs::path& file, const fs::path& directory) {
    const auto [end, at] = std::mismatch(directory.begin(), directory.end(), file.begin(), file.end());
    return end == directory.end();
}

/// Follows the includes of one root.
class Reader {
public:
    Reader(const fs::path& schema_file, SourceSet& sources, DiagnosticSink& sink,
           std::vector<std::string>& inputs)
        : sources_(sources),
          inputs_(inputs),
          directory_(schema_file.parent_path()),
          home_(fs::weakly_canonical(fs::absolute(schema_file).parent_path())),
          walk_(sources, root(schema_file), fs::weakly_canonical(schema_file).string(), sink) {}

    SchemaFiles read() {
        while (const auto wanted = walk_.next())
            follow(*wanted);
        return walk_.files();
    }

private:
    std::uint32_t root(const fs::path& schema_file) {
        inputs_.push_back(schema_file.string());
        DiagnosticSink told_when_compiled;
        return add_source(schema_file, sources_, told_when_compiled);
    }

    void follow(const IncludeWalk::Wanted& wanted) {
        const fs::path path = directory_ / wanted.path;
        std::error_code error;
        const fs::path real = fs::canonical(path, error);
        if (error) return walk_.refused(fmt::format("cannot read `{}`: {}", path.string(), error.message()));
        if (!is_below(real, home_))
            return walk_.refused(
                fmt::format("`{}` leads out of the schema's directory: it is {}", wanted.path, real.string()),
                "an include names a file below the directory of the root schema");
        if (!fs::is_regular_file(real))
            return walk_.refused(fmt::format("cannot read `{}`: it is no file", path.string()));
        read_include(path, real);
    }

    void read_include(const fs::path& path, const fs::path& real) {
        DiagnosticSink told_when_compiled;
        try {
            const std::uint32_t file = add_source(path, sources_, told_when_compiled);
            inputs_.push_back(path.string());
            walk_.found(file, real.string());
        } catch (const FileError& error) {
            walk_.refused(error.what());
        }
    }

    SourceSet& sources_;
    std::vector<std::string>& inputs_;
    fs::path directory_;
    fs::path home_;
    IncludeWalk walk_;
};

}  // namespace

SchemaFiles read_schema_files(const fs::path& schema_file, SourceSet& sources, DiagnosticSink& sink,
                              std::vector<std::string>& inputs) {
    return Reader(schema_file, sources, sink, inputs).read();
}

}  // namespace varve::compiler
