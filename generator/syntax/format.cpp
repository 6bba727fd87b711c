#include "generator/syntax/format.hpp"

#include <algorithm>
#include <utility>

#include "generator/syntax/format_words.hpp"
#include "generator/syntax/layout.hpp"

namespace varve::compiler {

namespace {

using layout::Block;
using layout::Comment;
using layout::Item;

/// What the items of a block are: their words decide where a line is aligned.
enum class BlockKind : std::uint8_t { file, settings, table, list };

constexpr std::size_t widest_aligned = 80;
constexpr std::size_t widest_setting = 7;  ///< `edition`: the one longer word moves no other

struct Line {
    std::string text;    ///< several lines where SQL or a block has them
    std::string behind;  ///< the comment at its end
    bool blank_before = false;
};

/// How wide the first words of a block's items are.
struct Widths {
    std::size_t name = 0;
    std::size_t type = 0;
};

bool takes_part(const Line& line) {
    return !line.behind.empty() && line.text.find('\n') == std::string::npos &&
           layout::width_of(line.text) <= widest_aligned;
}

/// Comments at the ends of neighbouring lines stand below each other: the column of each, run by run.
std::vector<std::size_t> behind_columns(const std::vector<Line>& lines) {
    std::vector<std::size_t> columns(lines.size(), 0);
    for (std::size_t first = 0; first < lines.size();) {
        std::size_t width = 0;
        std::size_t end = first;
        do {
            if (takes_part(lines[end])) width = std::max(width, layout::width_of(lines[end].text));
            ++end;
        } while (end < lines.size() && !lines[end].behind.empty() && !lines[end - 1].behind.empty() &&
                 !lines[end].blank_before);
        for (; first < end; ++first)
            if (takes_part(lines[first])) columns[first] = width;
    }
    return columns;
}

std::string print(const std::vector<Line>& lines, const std::string& indent) {
    const std::vector<std::size_t> columns = behind_columns(lines);
    std::string out;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const Line& line = lines[at];
        if (at > 0 && line.blank_before) out += '\n';
        out += indent;
        out += line.behind.empty() ? line.text : layout::padded(line.text, columns[at]) + "  " + line.behind;
        out += '\n';
    }
    return out;
}

class Formatter {
public:
    std::string file(const Block& block) const { return lines(block, BlockKind::file, 0); }

private:
    std::string lines(const Block& block, BlockKind kind, std::size_t depth) const {
        const Widths widths = widths_of(block, kind);
        std::vector<Line> made;
        bool tall_before = false;
        for (const Item& item : block.items) {
            const std::size_t first = made.size();
            for (const Comment& comment : item.above)
                made.push_back({comment.text, "", comment.blank_before});
            made.push_back({text(item, kind, widths, depth), item.behind, item.blank_before});
            const bool tall = kind == BlockKind::file && made.back().text.find('\n') != std::string::npos;
            if (tall || tall_before) made[first].blank_before = true;
            tall_before = tall;
        }
        for (const Comment& comment : block.below)
            made.push_back({comment.text, "", comment.blank_before});
        return print(made, std::string(2 * depth, ' '));
    }

    static Widths widths_of(const Block& block, BlockKind kind) {
        Widths widths;
        if (kind == BlockKind::file) return widths;
        for (const Item& item : block.items) {
            if (kind == BlockKind::table && !layout::is_column(item.tokens)) continue;
            if (item.tokens.size() < 2) continue;
            std::size_t past = 0;
            const std::size_t name = layout::width_of(item.tokens.front().text);
            if (kind != BlockKind::settings || name <= widest_setting)
                widths.name = std::max(widths.name, name);
            widths.type = std::max(widths.type, layout::width_of(layout::type_text(item.tokens, 1, past)));
        }
        return widths;
    }

    std::string text(const Item& item, BlockKind kind, const Widths& widths, std::size_t depth) const {
        if (kind == BlockKind::file) return top_level(item, depth);
        if (kind == BlockKind::settings) return setting(item, widths);
        const bool typed = item.tokens.size() > 1 && !item.tokens[1].is_punct("->");
        const bool column = kind == BlockKind::table ? layout::is_column(item.tokens) : typed;
        return column ? this->column(item, widths) : layout::joined(item.tokens);
    }

    static std::string setting(const Item& item, const Widths& widths) {
        if (item.tokens.size() < 2) return layout::joined(item.tokens);
        return layout::padded(std::string(item.tokens.front().text), widths.name) + " " +
               layout::joined({item.tokens.begin() + 1, item.tokens.end()});
    }

    static std::string column(const Item& item, const Widths& widths) {
        std::size_t past = 0;
        const std::string type = layout::type_text(item.tokens, 1, past);
        const std::vector<Token> rest(item.tokens.begin() + static_cast<std::ptrdiff_t>(past),
                                      item.tokens.end());
        const std::string name = layout::padded(std::string(item.tokens.front().text), widths.name);
        if (rest.empty()) return name + " " + type;
        return name + " " + layout::padded(type, widths.type) + " " +
               layout::joined(layout::in_order(rest), layout::Words::modifiers);
    }

    /// The words of an item, with its blocks between them.
    std::string top_level(const Item& item, std::size_t depth) const {
        std::string out;
        std::vector<Token> words;
        std::size_t next = 0;
        for (const Token& token : item.tokens) {
            if (!token.is_punct("{")) {
                words.push_back(token);
                continue;
            }
            out += (out.empty() ? "" : " ") + layout::joined(std::exchange(words, {})) + " " +
                   braced(item.blocks[next++], item, depth);
        }
        if (!words.empty()) out += (out.empty() ? "" : " ") + layout::joined(words);
        return out;
    }

    /// A list that stood on one line stays there.
    std::string braced(const Block& block, const Item& item, std::size_t depth) const {
        const Token& word = item.tokens.front();
        BlockKind kind = BlockKind::list;
        if (word.is_word("table")) kind = BlockKind::table;
        if (word.is_word("schema")) kind = BlockKind::settings;
        if (kind == BlockKind::list && block.one_line) {
            std::string out;
            for (const Item& each : block.items)
                out += (out.empty() ? " " : ", ") + text(each, kind, {}, depth);
            return "{" + out + (out.empty() ? "}" : " }");
        }
        const std::string opening = block.opening.empty() ? "" : "  " + block.opening;
        return "{" + opening + "\n" + lines(block, kind, depth + 1) + "}";
    }
};

/// One kind of line end, within SQL too: the one of the file's first line.
std::string with_line_ends_of(std::string_view original, std::string_view text) {
    const std::size_t first = original.find('\n');
    const bool crlf = first != std::string_view::npos && first != 0 && original[first - 1] == '\r';
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.substr(at, 2) == "\r\n") continue;
        if (crlf && text[at] == '\n') out += '\r';
        out += text[at];
    }
    return out;
}

}  // namespace

std::string format(const SourceSet& sources, std::uint32_t file) {
    return with_line_ends_of(sources[file].text(), Formatter().file(layout::read(sources, file)));
}

}  // namespace varve::compiler
