#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace varve::compiler {

/// SQL for the executor under construction: groups of statements, each under its lines of comment.
class Script {
public:
    /// Begins a group; its comment, one line each, is written with the group's first statement.
    void group(std::vector<std::string> comment);
    void statement(const std::string& sql);
    void directive(const std::string& words);

    const std::string& text() const { return text_; }

private:
    void open_group();

    std::string text_;
    std::vector<std::string> comment_;
};

/// A name as directives write it: bare where it is a plain identifier.
std::string directive_name(std::string_view name);

}  // namespace varve::compiler
