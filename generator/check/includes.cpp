#include "generator/check/includes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "generator/check/check_text.hpp"
#include "generator/syntax/parser.hpp"

namespace varve::compiler {

namespace {

constexpr std::size_t deepest = 32;
constexpr std::size_t most_files = 1000;
constexpr int most_errors = 20;

/// What a file that cannot be read whole includes, is told when it is compiled.
std::vector<ast::Include> includes_of(const SourceSet& sources, std::uint32_t file) {
    DiagnosticSink quiet;
    if (!check_text(sources, file, quiet)) return {};
    return parse(sources, file, quiet).includes;
}

std::string directory_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash + 1));
}

}  // namespace

IncludeWalk::IncludeWalk(const SourceSet& sources, std::uint32_t root, std::string identity,
                         DiagnosticSink& sink)
    : sources_(sources), sink_(sink) {
    const std::string& path = sources[root].path();
    enter(root, path.substr(path.rfind('/') + 1), std::move(identity));
}

void IncludeWalk::enter(std::uint32_t file, std::string path, std::string identity) {
    files_.files.push_back(file);
    frames_.push_back({std::move(path), std::move(identity), includes_of(sources_, file)});
}

std::optional<IncludeWalk::Wanted> IncludeWalk::next() {
    while (!frames_.empty() && reported_ <= most_errors) {
        Frame& frame = frames_.back();
        if (frame.at == frame.includes.size()) {
            frames_.pop_back();
            continue;
        }
        const ast::Include& include = frame.includes[frame.at++];
        std::optional<std::string> path = path_of(include);
        if (!path) continue;
        wanted_ = {*std::move(path), include.path.span};
        return wanted_;
    }
    return std::nullopt;
}

/// The path from the root's directory. An include is read from the directory of the file that it stands in,
/// as in C.
std::optional<std::string> IncludeWalk::path_of(const ast::Include& include) {
    const std::string& written = include.path.text;
    const Span span = include.path.span;
    const auto refuse = [&](std::string message, std::string help) {
        report(span, std::move(message), std::move(help));
        return std::nullopt;
    };
    if (written.empty())
        return refuse("an include names no file", "write its path: `include \"part.varve\"`");
    if (written.find('\\') != std::string::npos)
        return refuse(fmt::format("`{}`: a path is written with `/`", written), "");
    if (written.front() == '/' || written.substr(1, 1) == ":")
        return refuse(fmt::format("`{}` is an absolute path", written),
                      "an include names a file below the directory of the root schema");
    std::string path = frames_.size() == 1 ? "" : directory_of(frames_.back().path);
    for (std::size_t at = 0; at <= written.size();) {
        const std::size_t end = std::min(written.find('/', at), written.size());
        const std::string part = written.substr(at, end - at);
        if (part == "..")
            return refuse(fmt::format("`{}` leads upwards", written),
                          "an include names a file below the directory of the file that it stands in");
        if (!part.empty() && part != ".") path += part + (end == written.size() ? "" : "/");
        at = end + 1;
    }
    return path;
}

void IncludeWalk::found(std::uint32_t file, std::string identity) {
    const auto on_the_way = [&](const Frame& frame) { return frame.identity == identity; };
    if (std::any_of(frames_.begin(), frames_.end(), on_the_way)) return report_cycle(identity);
    const auto [first, fresh] = seen_.emplace(identity, wanted_.span);
    if (!fresh) return report_twice(identity, first->second);
    if (frames_.size() > deepest)
        return report(wanted_.span, fmt::format("includes are nested more than {} deep", deepest));
    if (files_.files.size() > most_files)
        return report(wanted_.span, fmt::format("a schema is read from at most {} files", most_files));
    enter(file, wanted_.path, std::move(identity));
}

/// Files that include each other do so in many ways; one of them is enough to say.
void IncludeWalk::report_cycle(const std::string& identity) {
    std::string chain;
    bool inside = false;
    bool told = false;
    for (const Frame& frame : frames_) {
        inside = inside || frame.identity == identity;
        if (!inside) continue;
        chain += frame.path + " -> ";
        told = !entangled_.insert(frame.identity).second || told;
    }
    files_.whole = false;
    if (told) return;
    report(wanted_.span, fmt::format("`{}` includes itself: {}{}", wanted_.path, chain, wanted_.path));
}

void IncludeWalk::report_twice(const std::string& identity, Span first) {
    files_.whole = false;
    if (!entangled_.insert(identity).second) return;
    report(wanted_.span, fmt::format("`{}` is included twice", wanted_.path), "",
           {{first, "the first include is here"}});
}

void IncludeWalk::refused(std::string message, std::string help) {
    report(wanted_.span, std::move(message), std::move(help));
}

void IncludeWalk::report(Span span, std::string message, std::string help, std::vector<Label> labels) {
    files_.whole = false;
    if (reported_++ < most_errors)
        sink_.error(DiagnosticKind::bad_include, span, std::move(message), std::move(labels),
                    std::move(help));
    else
        sink_.error(DiagnosticKind::too_many_errors, span, "too many errors, no further include is read");
}

}  // namespace varve::compiler
