#include "generator/syntax/layout.hpp"

#include <utility>

#include "generator/syntax/comments.hpp"

namespace varve::compiler::layout {

namespace {

class Reader {
public:
    Reader(const SourceSet& sources, std::vector<Piece> pieces)
        : sources_(sources), pieces_(std::move(pieces)) {}

    /// `commas`: they part the items, too. `inside`: up to its `}`, which is taken.
    Block block(bool commas, bool inside) {
        Block block;
        if (inside && at_comment()) block.opening = take_comment();
        for (;;) {
            std::vector<Comment> above = comments_above(block);
            const bool closed = inside && at_punct("}");
            if (closed || at_end()) {
                block.below = std::move(above);
                if (closed) ++at_;
                return block;
            }
            const bool blank = newlines_ > 1;
            Item next = item(commas);
            next.above = std::move(above);
            next.blank_before = blank;
            block.items.push_back(std::move(next));
        }
    }

private:
    const Token& token() const { return pieces_[at_].token; }
    bool at_comment() const { return pieces_[at_].is_comment; }
    bool at_doc() const { return !at_comment() && token().is(TokenKind::doc); }
    bool at_newline() const { return !at_comment() && token().is(TokenKind::newline); }
    bool at_end() const { return !at_comment() && token().is(TokenKind::end); }
    bool at_punct(std::string_view sign) const { return !at_comment() && token().is_punct(sign); }

    /// With its slashes, without the white space behind it.
    std::string take_comment() {
        const std::string_view text = sources_.text(pieces_[at_++].token.span);
        return std::string(text.substr(0, text.find_last_not_of(" \t\r") + 1));
    }

    /// The comments above the next item. One that stands on the line of the item before is that item's.
    std::vector<Comment> comments_above(Block& block) {
        std::vector<Comment> above;
        newlines_ = 0;
        for (;;) {
            if (at_newline()) {
                ++newlines_, ++at_;
                block.one_line = false;
            } else if (at_punct(";")) {
                ++at_;
                behind_comma_ = false;
            } else if (at_comment() || at_doc()) {
                const bool same_line = newlines_ == 0 && above.empty() && !block.items.empty();
                const bool its_own = same_line && block.items.back().behind.empty();
                const bool fits = at_comment() || behind_comma_;
                if (its_own && fits)
                    block.items.back().behind = take_comment();
                else
                    above.push_back({take_comment(), std::exchange(newlines_, 0) > 1});
                block.one_line = false;
            } else {
                return above;
            }
        }
    }

    Item item(bool commas) {
        Item item;
        std::vector<std::string> before_block;
        behind_comma_ = false;
        while (!at_end() && !(at_punct("}") && !item.tokens.empty())) {
            if (at_punct(";")) break;
            if (commas && at_punct(",")) {
                ++at_;
                behind_comma_ = true;
                break;
            }
            if (at_newline() || at_comment()) {
                if (block_follows())
                    skip_to_block(before_block);
                else if (at_comment())
                    item.behind = take_comment();
                if (!at_punct("{")) break;
            }
            if (at_doc()) {
                item.behind = take_comment();
                break;
            }
            take_into(item, before_block);
        }
        return item;
    }

    /// A `{` may stand on a line below the words that it belongs to.
    bool block_follows() const {
        std::size_t ahead = at_;
        while (pieces_[ahead].is_comment || pieces_[ahead].token.is(TokenKind::newline))
            ++ahead;
        return pieces_[ahead].token.is_punct("{");
    }

    void skip_to_block(std::vector<std::string>& comments) {
        while (!at_punct("{")) {
            if (at_comment())
                comments.push_back(take_comment());
            else
                ++at_;
        }
    }

    void take_into(Item& item, std::vector<std::string>& before_block) {
        item.tokens.push_back(token());
        ++at_;
        if (!item.tokens.back().is_punct("{")) return;
        const Token& word = item.tokens.front();
        Block made = block(!word.is_word("table") && !word.is_word("schema"), true);
        if (!before_block.empty()) {
            made.one_line = false;
            if (!made.opening.empty()) before_block.push_back(std::move(made.opening));
            made.opening = std::move(before_block.front());
            std::vector<Comment>& first = made.items.empty() ? made.below : made.items.front().above;
            for (std::size_t n = before_block.size(); n-- > 1;)
                first.insert(first.begin(), {std::move(before_block[n]), false});
            before_block.clear();
        }
        if (!made.opening.empty()) made.one_line = false;
        item.blocks.push_back(std::move(made));
        behind_comma_ = false;
    }

    const SourceSet& sources_;
    std::vector<Piece> pieces_;
    std::size_t at_ = 0;
    int newlines_ = 0;
    bool behind_comma_ = false;  ///< of the item read last
};

}  // namespace

Block read(const SourceSet& sources, std::uint32_t file) {
    return Reader(sources, lex_with_comments(sources, file)).block(false, false);
}

}  // namespace varve::compiler::layout
