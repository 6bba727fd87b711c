#include <fmt/format.h>

#include <iostream>
#include <iterator>
#include <optional>
#include <set>
#include <system_error>

#include "generator/check/check_text.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/line_difference.hpp"
#include "generator/driver/project.hpp"
#include "generator/driver/schema_files.hpp"
#include "generator/driver/tool_commands.hpp"
#include "generator/syntax/format.hpp"
#include "generator/syntax/parser.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

/// The canonical form of a text; nothing, and the errors in `sink`, when it is no schema.
std::optional<std::string> form_of(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink) {
    DiagnosticSink found;
    if (check_text(sources, file, found)) parse(sources, file, found);
    for (const Diagnostic& diagnostic : found.diagnostics())
        sink.report(diagnostic);
    if (found.has_errors()) return std::nullopt;
    return format(sources, file);
}

/// A root schema, what it includes, and every file once, whatever the paths that lead to it.
std::vector<fs::path> files_meant(const FormatOptions& options) {
    const std::vector<fs::path> given =
        options.files.empty() ? std::vector<fs::path>{find_schema({})} : options.files;
    std::vector<fs::path> files;
    std::set<fs::path> seen;
    for (const fs::path& root : given) {
        SourceSet sources;
        DiagnosticSink told_when_compiled;
        std::vector<std::string> inputs;
        read_schema_files(root, sources, told_when_compiled, inputs);
        for (const std::string& input : inputs)
            if (seen.insert(fs::weakly_canonical(input)).second) files.emplace_back(input);
    }
    return files;
}

class FileFormatter {
public:
    FileFormatter(bool check, Console& console) : check_(check), console_(console) {}

    void run(const fs::path& path) {
        const std::uint32_t file = sources_.add(path.string(), read_file(path));
        const std::optional<std::string> form = form_of(sources_, file, sink_);
        if (!form || *form == sources_[file].text()) return;
        if (check_)
            report(file, *form);
        else
            write(path, *form);
    }

    int finish() {
        const bool differs = differs_;
        if (!print_diagnostics(sink_, sources_, console_)) return exit_done;
        return differs && !broken() ? exit_drift : exit_failed;
    }

private:
    void report(std::uint32_t file, const std::string& form) {
        differs_ = true;
        const LineDifference difference = line_difference(sources_[file].text(), form);
        std::uint32_t begin = 0;
        for (std::uint32_t line = 1; line < difference.line; ++line)
            begin = static_cast<std::uint32_t>(sources_[file].text().find('\n', begin)) + 1;
        std::string text = difference.text;
        text.pop_back();
        sink_.error(DiagnosticKind::not_canonical, {file, begin, begin},
                    "the file is not in canonical form\n" + text, {}, "run `varve fmt`");
    }

    /// Written beside and renamed into the place of the file itself, not of a link to it.
    void write(const fs::path& path, const std::string& form) {
        const fs::path real = fs::canonical(path);
        const fs::perms mode = fs::status(real).permissions();
        write_file(real, form);
        std::error_code ignored;
        fs::permissions(real, mode, ignored);
        console_.out << fmt::format("formatted {}\n", path.string());
    }

    bool broken() const {
        for (const Diagnostic& diagnostic : sink_.diagnostics())
            if (diagnostic.kind != DiagnosticKind::not_canonical) return true;
        return false;
    }

    bool check_;
    Console& console_;
    SourceSet sources_;
    DiagnosticSink sink_;
    bool differs_ = false;
};

int format_input(Console& console) {
    SourceSet sources;
    DiagnosticSink sink;
    const std::string text{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
    const std::optional<std::string> form = form_of(sources, sources.add("(standard input)", text), sink);
    print_diagnostics(sink, sources, console);
    if (form) console.out << *form;
    return form ? exit_done : exit_failed;
}

}  // namespace

int format_files(const FormatOptions& options, Console& console) {
    if (options.standard_input && (options.check || !options.files.empty())) {
        console.err << "error: `--stdin` stands alone: it reads no file and writes none\n";
        return exit_usage;
    }
    if (options.standard_input) return format_input(console);
    FileFormatter formatter(options.check, console);
    for (const fs::path& path : files_meant(options))
        formatter.run(path);
    return formatter.finish();
}

}  // namespace varve::compiler
