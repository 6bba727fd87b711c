#include "tests/support/workspace.hpp"

#include <stdlib.h>

#include <sstream>
#include <stdexcept>

#include "generator/driver/commands.hpp"
#include "generator/driver/files.hpp"

namespace varve::tests {
namespace fs = std::filesystem;
namespace {

std::string without_root(std::string text, const std::string& root) {
    for (auto at = text.find(root); at != std::string::npos; at = text.find(root, at))
        text.replace(at, root.size(), "<dir>");
    return text;
}

}  // namespace

Workspace::Workspace() {
    std::string pattern = (fs::temp_directory_path() / "varve-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a temporary directory");
    root_ = pattern;
}

Workspace::~Workspace() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
}

void Workspace::write(std::string_view relative, std::string_view text) const {
    compiler::write_file(path(relative), text);
}

std::string Workspace::read(std::string_view relative) const {
    return compiler::read_file(path(relative));
}

void Workspace::replace(std::string_view relative, std::string_view what, std::string_view with) const {
    std::string text = read(relative);
    const auto at = text.find(what);
    if (at == std::string::npos) throw std::runtime_error("nothing to replace in " + std::string(relative));
    write(relative, text.replace(at, what.size(), with));
}

std::vector<std::string> Workspace::list(std::string_view relative) const {
    return compiler::list_directory(path(relative));
}

Outcome Workspace::varve(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "varve");
    std::vector<const char*> argv;
    for (std::string& argument : arguments) {
        if (argument.starts_with('@')) argument = path(argument.substr(1)).string();
        argv.push_back(argument.c_str());
    }
    std::ostringstream out;
    std::ostringstream err;
    compiler::Console console{out, err};
    Outcome outcome;
    outcome.code = compiler::run(static_cast<int>(argv.size()), argv.data(), console);
    outcome.out = without_root(std::move(out).str(), root_.string());
    outcome.err = without_root(std::move(err).str(), root_.string());
    return outcome;
}

}  // namespace varve::tests
