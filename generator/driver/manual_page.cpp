#include <fmt/format.h>

#include "generator/driver/help_tree.hpp"

namespace varve::compiler {
namespace {

/// Text as roff prints it: a backslash and a leading dot or quote mean something there, and a plain dash is
/// no minus.
std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) out += "\\&";
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
    }
    return out;
}

std::string tag_of(const HelpOption& option) {
    const std::string value = option.value.empty() ? "" : fmt::format("\\fI{}\\fR", roff(option.value));
    if (option.positional) return value;
    std::string names;
    if (!option.short_name.empty()) names = fmt::format("\\fB\\-{}\\fR", roff(option.short_name));
    if (!option.long_name.empty())
        names += fmt::format("{}\\fB\\-\\-{}\\fR", names.empty() ? "" : ", ", roff(option.long_name));
    return value.empty() ? names : names + " " + value;
}

std::string options_of(const HelpCommand& command) {
    std::string out;
    for (const HelpOption& option : command.options)
        out += fmt::format(".TP\n{}\n{}\n", tag_of(option), roff(option.summary));
    return out;
}

constexpr std::string_view exit_status = R"(.SH EXIT STATUS
.TP
0
done, or nothing to do
.TP
1
failed: what is wrong was said
.TP
2
called in a way that it does not know
.TP
3
drift was found: two things that should be equal are not
.TP
4
refused, for the safety of a database
.SH FILES
.TP
\fIschema/*.varve\fR
the schema, where no \fB\-\-schema\fR names one
)";

}  // namespace

std::string manual_page(const HelpTree& tree, const std::string& version) {
    const HelpCommand& program = tree.program;
    const std::size_t colon = program.summary.find(": ");
    const std::string summary =
        colon == std::string::npos ? program.summary : program.summary.substr(colon + 2);
    std::string out = fmt::format(".TH VARVE 1 \"\" \"varve {}\" \"User Commands\"\n", roff(version));
    out += fmt::format(".SH NAME\nvarve \\- a schema compiler for C++20\n.SH SYNOPSIS\n");
    out += ".B varve\n\\fIcommand\\fR [\\fIoption\\fR ...]\n";
    out +=
        fmt::format(".SH DESCRIPTION\n{}\n.SH OPTIONS\n{}.SH COMMANDS\n", roff(summary), options_of(program));
    for (const HelpCommand& command : tree.commands)
        out += fmt::format(".SS \"varve {}\"\n{}\n{}", roff(command.name), roff(command.summary),
                           options_of(command));
    return out.append(exit_status);
}

}  // namespace varve::compiler
