#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/check/compile.hpp"
#include "generator/syntax/ast.hpp"

namespace varve::compiler {

/// Finds the files that a schema consists of. It touches none: it names one after the other, and is handed
/// each, or told why there is none.
///
///     IncludeWalk walk(sources, root, identity, sink);
///     while (const auto wanted = walk.next()) …found(…) or …refused(…)
///     compile(sources, walk.files(), sink);
class IncludeWalk {
public:
    struct Wanted {
        std::string path;  ///< from the root schema's own directory, with `/`, without `.` and `..`
        Span span;         ///< of the path in the file that includes it
    };

    /// An identity is the same for two paths that lead to one file.
    IncludeWalk(const SourceSet& sources, std::uint32_t root, std::string identity, DiagnosticSink& sink);

    /// What is to be read next; nothing when all is.
    std::optional<Wanted> next();

    /// The file that was asked for last.
    void found(std::uint32_t file, std::string identity);

    /// Reports that the file which was asked for last cannot be had.
    void refused(std::string message, std::string help = {});

    const SchemaFiles& files() const { return files_; }

private:
    struct Frame {
        std::string path;
        std::string identity;
        std::vector<ast::Include> includes;
        std::size_t at = 0;
    };

    void enter(std::uint32_t file, std::string path, std::string identity);
    std::optional<std::string> path_of(const ast::Include& include);
    void report(Span span, std::string message, std::string help = {}, std::vector<Label> labels = {});
    void report_cycle(const std::string& identity);
    void report_twice(const std::string& identity, Span first);

    const SourceSet& sources_;
    DiagnosticSink& sink_;
    SchemaFiles files_;
    std::vector<Frame> frames_;  ///< from the root to the file whose includes are followed
    std::map<std::string, Span, std::less<>> seen_;  ///< by identity: where it was included
    std::set<std::string> entangled_;                ///< in a cycle, or included twice, that was reported
    Wanted wanted_{};
    int reported_ = 0;
};

}  // namespace varve::compiler
