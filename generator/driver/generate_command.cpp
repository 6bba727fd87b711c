#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <ostream>
#include <system_error>

#include "generator/driver/commands.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/frozen.hpp"
#include "generator/driver/project.hpp"
#include "generator/driver/prove.hpp"
#include "generator/driver/proved_head.hpp"
#include "generator/emit/emit.hpp"
#include "generator/history/baked.hpp"
#include "generator/model/cpp_words.hpp"
#include "generator/sqlite/inferred_columns.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

fs::path place_of(const OutputFile& file, const GenerateOptions& options) {
    const fs::path relative = file.path;
    return options.output / (options.flat ? relative.filename() : relative);
}

/// Make's rules for a path in a depfile.
std::string escaped(const std::string& path) {
    std::string out;
    for (const char c : path) {
        if (c == ' ' || c == '#') out += '\\';
        if (c == '$') out += '$';
        out += c;
    }
    return out;
}

struct NewestInput {
    std::string path;
    fs::file_time_type time = fs::file_time_type::min();
};

NewestInput newest_of(const std::vector<std::string>& inputs) {
    NewestInput newest;
    for (const std::string& input : inputs) {
        std::error_code failed;
        const fs::file_time_type time = fs::last_write_time(input, failed);
        if (!failed && time > newest.time) newest = {input, time};
    }
    return newest;
}

/// The depfile lists itself and is as old as the newest of the others, unless that was edited during the run
/// and is left to look newer. Where outputs did not change, Ninja before 1.12 takes the newest input that it
/// knew as the time of the run, so that one that it learns of now would look newer and run varve once more;
/// Ninja 1.12 takes the begin of the command, and nothing may look newer than that.
///
/// With an input from the future it would take no later edit for news before that time has come. A file that
/// never is there makes it run varve in every build until then.
void write_depfile(const GenerateOptions& options, std::vector<std::string> inputs, fs::file_time_type begin,
                   Console& console) {
    const NewestInput newest = newest_of(inputs);
    inputs.push_back(options.depfile.string());
    if (newest.time > fs::file_time_type::clock::now()) {
        inputs.push_back(options.depfile.string() + ".future");
        console.err << fmt::format(
            "{}: warning: the file is from the future, so every build runs varve until then; `touch` it\n",
            newest.path);
    }
    std::string text = escaped(options.depfile_target) + ":";
    for (const std::string& input : inputs)
        text += " \\\n  " + escaped(fs::absolute(input).lexically_normal().string());
    write_file(options.depfile, text + "\n");
    fs::last_write_time(options.depfile, std::min(newest.time, begin));
}

/// The first line in which two texts differ, for people.
std::string first_difference(std::string_view committed, std::string_view fresh) {
    std::size_t line = 1;
    while (true) {
        const std::string_view left = committed.substr(0, committed.find('\n'));
        const std::string_view right = fresh.substr(0, fresh.find('\n'));
        if (left != right) return fmt::format("  line {}\n  - {}\n  + {}\n", line, left, right);
        if (left.size() >= committed.size() || right.size() >= fresh.size())
            return "  one is longer than the other\n";
        committed.remove_prefix(left.size() + 1);
        fresh.remove_prefix(right.size() + 1);
        ++line;
    }
}

int compare(const std::vector<OutputFile>& files, const GenerateOptions& options, Console& console) {
    bool stale = false;
    for (const OutputFile& file : files) {
        const fs::path path = place_of(file, options);
        const bool there = fs::is_regular_file(path);
        const std::string committed = there ? read_file(path) : std::string();
        if (there && committed == file.text) continue;
        stale = true;
        console.err << (there
                            ? fmt::format("{}: error: the committed file is stale\n{}", path.string(),
                                          first_difference(committed, file.text))
                            : fmt::format("{}: error: the generated file is not committed\n", path.string()));
    }
    if (stale)
        console.err << fmt::format("help: build the target `{}_accept`, look at the change, commit it\n",
                                   options.target);
    return stale ? exit_drift : exit_done;
}

void write(const std::vector<OutputFile>& files, const GenerateOptions& options) {
    for (const OutputFile& file : files) {
        const fs::path path = place_of(file, options);
        if (options.always_write)
            write_file(path, file.text);
        else
            write_if_changed(path, file.text);
    }
}

/// Options become paths and C++ text, so they are held to what either can take.
std::string problem_with(const GenerateOptions& options) {
    const auto is_plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::strchr("_.+-", c) != nullptr;
    };
    const bool plain = !options.target.empty() &&
                       std::all_of(options.target.begin(), options.target.end(), is_plain) &&
                       options.target.find_first_not_of('.') != std::string::npos;
    if (!plain)
        return fmt::format("`{}` cannot be a target: letters, digits, `_`, `.`, `+` and `-`", options.target);
    if (!options.cpp_namespace.empty() && !is_cpp_namespace(options.cpp_namespace))
        return fmt::format(
            "`{}` is no C++ namespace: identifiers joined by `::`, no keywords, not `std` or `varve`",
            options.cpp_namespace);
    const fs::path header = options.header;
    const bool inside =
        header.is_relative() && std::find(header.begin(), header.end(), fs::path("..")) == header.end();
    return inside ? ""
                  : fmt::format("`{}` cannot be a header: a path as users include it, below the output",
                                options.header);
}

}  // namespace

int generate(const GenerateOptions& options, Console& console) {
    const fs::file_time_type begin = fs::file_time_type::clock::now();
    if (const std::string problem = problem_with(options); !problem.empty()) {
        console.err << fmt::format("error: {}\n", problem);
        return exit_usage;
    }
    Project project;
    ProofCache cache(options.proof_cache);
    bool good = load_project(options.schema, cache, project);
    if (good && options.frozen) good = require_frozen(project);
    if (good) append_ephemeral_draft(project);
    if (!project.sink.has_errors()) prove(project, cache);
    const ProvedHead head = proved_head(project, cache);
    if (print_diagnostics(project.sink, project.sources, console)) return exit_failed;

    sqlite::infer_view_columns(project.today);
    BakedChain baked(project.today.name, project.chain, true, project.today.unmanaged);
    if (head.is_baked()) baked.set_head(head.structure, head.rows);
    const std::string header = options.header.empty() ? options.target + "/schema.hpp" : options.header;
    DiagnosticSink emitted;
    const std::vector<OutputFile> files =
        emit(project.today, baked.chain(), {options.target, header, options.cpp_namespace}, emitted);
    if (print_diagnostics(emitted, project.sources, console)) return exit_failed;
    if (options.check) return compare(files, options, console);
    write(files, options);
    if (!options.depfile.empty()) write_depfile(options, project.inputs, begin, console);
    return exit_done;
}

}  // namespace varve::compiler
