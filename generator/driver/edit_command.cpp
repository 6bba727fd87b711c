#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <ostream>
#include <vector>

#include "generator/check/compile.hpp"
#include "generator/driver/chain_directory.hpp"
#include "generator/driver/commands.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/schema_files.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

std::string editor() {
    for (const char* variable : {"VISUAL", "EDITOR"}) {
        const char* value = std::getenv(variable);
        if (value != nullptr && *value != '\0') return value;
    }
    return "vi";
}

/// For a shell: one word, whatever stands in it.
std::string quoted(const std::string& path) {
    std::string word = "'";
    for (const char c : path)
        word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

/// Directories are read by their names: a draft that does not compile is just the one to edit.
bool is_meant(const fs::path& directory, const std::string& name) {
    const std::string file = directory.filename().string();
    if (name.empty()) return file.starts_with(draft_prefix);
    if (file == name || file.substr(file.find('_') + 1) == name) return true;
    return name.size() >= 4 && fs::exists(directory / "stamp") &&
           read_file(directory / "stamp").starts_with(name);
}

std::optional<fs::path> chain_of(const fs::path& schema, Console& console) {
    SourceSet sources;
    DiagnosticSink sink;
    std::vector<std::string> inputs;
    const SchemaFiles files = read_schema_files(schema, sources, sink, inputs);
    const std::optional<Schema> today = compile(sources, files, sink);
    if (print_diagnostics(sink, sources, console) || !today) return std::nullopt;
    return schema.parent_path() / today->chain_path;
}

/// A merge has its SQL in a directory a crossing.
std::vector<fs::path> sql_of(const fs::path& directory) {
    std::vector<fs::path> ways{directory};
    for (const std::string& entry : list_directory(directory))
        if (entry.starts_with(crossing_prefix)) ways.push_back(directory / entry);
    std::vector<fs::path> files;
    for (const fs::path& way : ways)
        for (const char* file : {"up.sql", "down.sql"})
            if (fs::exists(way / file)) files.push_back(way / file);
    return files;
}

int open_editor(const fs::path& directory, Console& console) {
    std::string command = editor();
    for (const fs::path& file : sql_of(directory))
        command += ' ' + quoted(file.string());
    console.out.flush();
    const int status = std::system(command.c_str());
    if (status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == 0) return exit_done;
    console.err << fmt::format("error: the editor failed: {}\nhelp: name another one in $EDITOR\n", command);
    return exit_failed;
}

int refuse_frozen(const std::string& directory, Console& console) {
    console.err << fmt::format(
        "error: {} is frozen: databases have lived through it, so it is never edited\n"
        "help: write the next revision with `varve revision -m \"…\"`\n",
        directory);
    return exit_refused;
}

}  // namespace

int edit_draft(const fs::path& schema, const std::string& name, Console& console) {
    const std::optional<fs::path> chain = chain_of(schema, console);
    if (!chain) return exit_failed;
    for (const std::string& entry : list_directory(*chain)) {
        const fs::path directory = *chain / entry;
        if (!fs::is_directory(directory) || !is_meant(directory, name)) continue;
        if (entry.starts_with(draft_prefix)) return open_editor(directory, console);
        return refuse_frozen(directory.string(), console);
    }
    if (name.empty()) {
        console.err << "error: there is no draft to edit\nhelp: write one with `varve revision -m \"…\"`\n";
        return exit_failed;
    }
    console.err << fmt::format("error: no revision `{}` in the chain: `varve history` lists them\n", name);
    return exit_usage;
}

}  // namespace varve::compiler
