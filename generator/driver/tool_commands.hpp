#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "generator/driver/console.hpp"

namespace CLI {
class App;
}

namespace varve::compiler {

struct FormatOptions {
    std::vector<std::filesystem::path>
        files;                    ///< none for the schema that is found, and all that it includes
    bool check = false;           ///< say which files differ, and write none
    bool standard_input = false;  ///< from the standard input to the output
};

struct LintOptions {
    std::filesystem::path schema;
    std::vector<std::string> revisions;  ///< named ones alone; none for the schema and its draft
    bool all = false;                    ///< frozen revisions, too
    bool check = false;                  ///< exit 3 when something is warned of
};

int format_files(const FormatOptions& options, Console& console);
int lint_schema(const LintOptions& options, Console& console);
int explain_kinds(const std::vector<std::string>& ids, bool list, Console& console);

/// Adds `fmt`, `lint` and `explain`.
void add_tool_commands(CLI::App& app, std::filesystem::path& schema, bool& json, Console& console, int& code);

/// `--json`: what the command says becomes one document.
void add_json_option(CLI::App* command, bool& json);

/// Runs a command, and prints its document where one was asked for.
int answer(bool json, const char* command, Console& console, const std::function<int(Console&)>& run);

}  // namespace varve::compiler
