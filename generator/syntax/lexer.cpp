#include "generator/syntax/lexer.hpp"

#include <algorithm>

#include "generator/base/schema_words.hpp"
#include "generator/syntax/brackets.hpp"

namespace varve::compiler {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_word_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_word_part(char c) {
    return is_word_start(c) || is_digit(c);
}
bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

class Lexer {
public:
    Lexer(std::string_view text, std::uint32_t file) : text_(text), file_(file) {}

    std::vector<Token> run() {
        if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
        while (skip_blanks(), at_ < text_.size())
            next();
        push(TokenKind::end, at_);
        return std::move(tokens_);
    }

private:
    void skip_blanks() {
        while (at_ < text_.size() && is_blank(text_[at_]))
            ++at_;
    }

    void push(TokenKind kind, std::size_t end, TokenProblem problem = TokenProblem::none) {
        const Span span{file_, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)};
        tokens_.push_back({problem == TokenProblem::none ? kind : TokenKind::bad,
                           text_.substr(at_, end - at_), span, problem});
        at_ = end;
    }

    void next() {
        const char c = text_[at_];
        if (c == '\n') return push(TokenKind::newline, at_ + 1);
        if (text_.substr(at_, 2) == "//") return comment();
        if (is_word_start(c)) return word();
        if (is_digit(c)) return number();
        if (c == '"' || c == '\'') return quote(c);
        if (c == '(') return bracketed(TokenKind::group);
        if (c == '{' && behind_body_word()) return bracketed(TokenKind::body);
        punctuation();
    }

    /// `sql`, or a dialect's word where a body may stand: elsewhere it may be a name, as in `table sqlite {`.
    bool behind_body_word() const {
        const std::size_t count = tokens_.size();
        if (count == 0 || !tokens_.back().is(TokenKind::word)) return false;
        if (tokens_.back().text == "sql") return true;
        if (count < 2 || !is_dialect(tokens_.back().text)) return false;
        const Token& before = tokens_[count - 2];
        return before.is_punct("=") || before.is(TokenKind::body) ||
               (count > 3 && tokens_[count - 3].is_word("on"));
    }

    std::size_t line_end() const { return std::min(text_.find('\n', at_), text_.size()); }

    void comment() {
        const std::size_t end = line_end();
        const std::string_view line = text_.substr(at_, end - at_);
        const bool is_doc = line.substr(0, 3) == "///" && line.substr(0, 4) != "////";
        if (!is_doc) {
            at_ = end;
            return;
        }
        push(TokenKind::doc, end);
        std::string_view said = line.substr(3);
        if (!said.empty() && said.front() == ' ') said.remove_prefix(1);
        said.remove_suffix(said.size() - (said.find_last_not_of(" \t\r") + 1));
        tokens_.back().text = said;
    }

    void word() {
        std::size_t end = at_;
        while (end < text_.size() && is_word_part(text_[end]))
            ++end;
        push(TokenKind::word, end);
    }

    /// A sign belongs to the number only behind an exponent: 1e-3.
    void number() {
        std::size_t end = at_;
        const bool hex = text_.substr(at_, 2) == "0x" || text_.substr(at_, 2) == "0X";
        while (end < text_.size()) {
            const char c = text_[end];
            const bool exponent = !hex && end > at_ && (text_[end - 1] == 'e' || text_[end - 1] == 'E');
            if (!is_word_part(c) && c != '.' && !((c == '-' || c == '+') && exponent)) break;
            ++end;
        }
        push(TokenKind::number, end);
    }

    /// Quotes end on their line, so that one that was forgotten blames its own line.
    void quote(char mark) {
        const std::size_t limit = line_end();
        std::size_t end = at_ + 1;
        while (end < limit && (text_[end] != mark || text_.substr(end, 2) == std::string(2, mark)))
            end += text_[end] == mark ? 2 : 1;
        if (end >= limit) return push(TokenKind::bad, limit, TokenProblem::quote);
        push(mark == '"' ? TokenKind::quoted : TokenKind::string, end + 1);
    }

    /// A bracket that does not close is a token to the end of its line: the lines below are read as if it had
    /// closed. Only the first of a file is looked for to the end of the text, or many would take quadratic
    /// time.
    void bracketed(TokenKind kind) {
        const bool postgres = !tokens_.empty() && tokens_.back().is_word("postgres");
        const BracketScan scan = scan_brackets(lost_ ? text_.substr(0, line_end()) : text_, at_,
                                               postgres ? SqlDialect::postgres : SqlDialect::sqlite);
        if (scan.problem == TokenProblem::none) return push(kind, scan.end);
        lost_ = true;
        push(kind, line_end(), scan.problem);
    }

    void punctuation() {
        for (std::string_view sign : {":=", "->", ">="})
            if (text_.substr(at_, 2) == sign) return push(TokenKind::punct, at_ + 2);
        if (std::string_view("{},.;?=-").find(text_[at_]) != std::string_view::npos)
            return push(TokenKind::punct, at_ + 1);
        std::size_t end = at_ + 1;
        while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U)
            ++end;
        push(TokenKind::bad, end, TokenProblem::character);
    }

    std::string_view text_;
    std::uint32_t file_;
    std::size_t at_ = 0;
    bool lost_ = false;
    std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> lex(const SourceSet& sources, std::uint32_t file) {
    return Lexer(sources[file].text(), file).run();
}

std::string unquoted(std::string_view token) {
    std::string out;
    const char mark = token.front();
    for (std::size_t at = 1; at + 1 < token.size(); ++at) {
        out += token[at];
        if (token[at] == mark) ++at;
    }
    return out;
}

}  // namespace varve::compiler
