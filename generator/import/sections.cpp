#include "generator/import/sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

using detail::equal_ignoring_case;

/// A comment line that its tool reads: `-- +goose Up`, `-- migrate:down transaction:false`.
struct Mark {
    std::string_view words;  ///< "Up", "down transaction:false"
    std::size_t begin = 0;   ///< of its line
    std::size_t end = 0;     ///< behind its line's end
};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && detail::is_sql_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && detail::is_sql_space(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string_view prefix_of(Layout layout) {
    return layout == Layout::goose ? "+goose " : "migrate:";
}

std::vector<Mark> marks_of(Layout layout, std::string_view text) {
    std::vector<Mark> marks;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t stop = std::min(text.find('\n', begin), text.size());
        const std::size_t end = std::min(stop + 1, text.size());
        std::string_view line = trimmed(text.substr(begin, stop - begin));
        if (line.starts_with("--")) {
            line = trimmed(line.substr(2));
            const std::string_view prefix = prefix_of(layout);
            if (line.starts_with(prefix)) marks.push_back({trimmed(line.substr(prefix.size())), begin, end});
        }
        begin = end;
    }
    return marks;
}

/// What StatementBegin and its like say, SQLite's own tokens tell better.
bool is_ignored(Layout layout, std::string_view words) {
    if (layout != Layout::goose) return false;
    for (const std::string_view known : {"StatementBegin", "StatementEnd", "NO TRANSACTION", "ENVSUB OFF"})
        if (equal_ignoring_case(words, known)) return true;
    return false;
}

bool begins_with_word(std::string_view words, std::string_view word) {
    return equal_ignoring_case(words.substr(0, words.find_first_of(" \t")), word);
}

class Reader {
public:
    Reader(Layout layout, const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink)
        : layout_(layout), text_(sources[file].text()), file_(file), sink_(sink) {}

    std::optional<Sections> read() {
        const std::vector<Mark> marks = marks_of(layout_, text_);
        const auto first = std::find_if(marks.begin(), marks.end(), [](const Mark& mark) {
            return begins_with_word(mark.words, "up") || begins_with_word(mark.words, "down");
        });
        if (first != marks.end()) refuse_before(*first);
        for (const Mark& mark : marks) {
            if (begins_with_word(mark.words, "up"))
                open(up_, mark, "up");
            else if (begins_with_word(mark.words, "down"))
                open(down_, mark, "down");
            else if (!is_ignored(layout_, mark.words))
                refuse(mark,
                       fmt::format("`{}{}` is no mark that varve reads", prefix_of(layout_), mark.words),
                       "write out what it stands for, or take it out");
        }
        if (!up_ && !failed_)
            sink_.error(DiagnosticKind::import_section, {file_, 0, 0},
                        fmt::format("this file has no `-- {}{}`", prefix_of(layout_),
                                    layout_ == Layout::goose ? "Up" : "up"),
                        {}, "every file of the folder needs one, as the first has");
        if (failed_ || !up_) return std::nullopt;
        return Sections{*up_, down_};
    }

private:
    void open(std::optional<Span>& section, const Mark& mark, const char* word) {
        if (section) return refuse(mark, fmt::format("the {} section begins twice", word), "keep one");
        for (std::optional<Span>* other : {&up_, &down_})
            if (*other && (*other)->end > mark.begin) (*other)->end = static_cast<std::uint32_t>(mark.begin);
        section = Span{file_, static_cast<std::uint32_t>(mark.end), static_cast<std::uint32_t>(text_.size())};
    }

    /// Its tool runs none of it, or all of it: whoever wrote it meant it to run.
    void refuse_before(const Mark& first) {
        const std::vector<detail::SqlToken> tokens = detail::sql_tokens(text_.substr(0, first.begin));
        const auto sql = std::find_if(tokens.begin(), tokens.end(), [](const detail::SqlToken& token) {
            return token.kind != detail::SqlTokenKind::directive;
        });
        if (sql == tokens.end()) return;
        const std::size_t stop = std::min(text_.find_first_of("\r\n", sql->begin), first.begin);
        refuse(
            sql->begin, stop,
            fmt::format("SQL stands before `-- {}{}`, in neither section", prefix_of(layout_), first.words),
            "move it below the mark that it belongs to, or take it out");
    }

    void refuse(const Mark& mark, std::string message, std::string help) {
        const std::size_t stop = text_.find_last_not_of("\r\n", mark.end - 1) + 1;
        refuse(mark.begin, stop, std::move(message), std::move(help));
    }

    void refuse(std::size_t begin, std::size_t end, std::string message, std::string help) {
        failed_ = true;
        const Span span{file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
        sink_.error(DiagnosticKind::import_section, span, std::move(message), {}, std::move(help));
    }

    const Layout layout_;
    const std::string_view text_;
    const std::uint32_t file_;
    DiagnosticSink& sink_;
    std::optional<Span> up_;
    std::optional<Span> down_;
    bool failed_ = false;
};

}  // namespace

Layout marked_layout(std::string_view text) {
    for (const Layout layout : {Layout::dbmate, Layout::goose})
        for (const Mark& mark : marks_of(layout, text))
            if (begins_with_word(mark.words, "up") || begins_with_word(mark.words, "down")) return layout;
    return Layout::plain;
}

std::optional<Sections> read_sections(Layout layout, const SourceSet& sources, std::uint32_t file,
                                      DiagnosticSink& sink) {
    return Reader(layout, sources, file, sink).read();
}

}  // namespace varve::compiler
