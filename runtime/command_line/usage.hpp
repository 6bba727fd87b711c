#pragma once

#include <iosfwd>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace varve::detail {

/// What to do when the app's arguments did not parse: help goes to `out` and is no error; all else is `error:
/// …` on `err`, an unknown command with the commands that there are. Returns the exit code.
int report_usage(const CLI::App& app, const CLI::ParseError& problem, std::ostream& out, std::ostream& err);

}  // namespace varve::detail
