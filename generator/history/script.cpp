#include "generator/history/script.hpp"

#include <algorithm>

#include "generator/sqlite/render.hpp"

namespace varve::compiler {

namespace {

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

void Script::group(std::vector<std::string> comment) {
    comment_ = std::move(comment);
}

void Script::open_group() {
    if (comment_.empty()) return;
    if (!text_.empty()) text_ += '\n';
    for (std::string& line : comment_) {
        // A name may hold a line end; a comment may not.
        std::replace_if(
            line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
        text_ += "-- " + line + '\n';
    }
    comment_.clear();
}

void Script::statement(const std::string& sql) {
    open_group();
    text_ += sql + ";\n";
}

void Script::directive(const std::string& words) {
    open_group();
    text_ += "--@ " + words + '\n';
}

std::string directive_name(std::string_view name) {
    const bool plain =
        !name.empty() && std::all_of(name.begin(), name.end(), is_word) && (name[0] < '0' || name[0] > '9');
    return plain ? std::string(name) : sqlite::quote(name);
}

}  // namespace varve::compiler
