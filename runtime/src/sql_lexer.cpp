#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {
namespace {

using Kind = SqlTokenKind;

/// Walks the text as SQLite's sqlite3GetToken does; past the end every byte reads as NUL, as it does there.
class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    std::vector<SqlToken> run() {
        tokens_.reserve(text_.size() / 4 + 4);
        while (position_ < text_.size()) {
            const std::size_t begin = position_;
            if (skip_blank()) continue;
            const Kind kind = next();
            tokens_.push_back({kind, begin, position_});
        }
        return std::move(tokens_);
    }

private:
    char at(std::size_t ahead) const {
        return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0';
    }

    Kind take(std::size_t size, Kind kind) {
        position_ += size;
        return kind;
    }

    /// White space, a byte order mark, and comments that end; an open comment is left to next().
    bool skip_blank() {
        if (is_sql_space(at(0))) return skip_spaces(), true;
        if (text_.substr(position_, 3) == byte_order_mark) return position_ += 3, true;
        if (at(0) == '-' && at(1) == '-' && at(2) != '@') return skip_line(), true;
        if (at(0) != '/' || at(1) != '*') return false;
        const std::size_t end = text_.find("*/", position_ + 2);
        if (end == std::string_view::npos) return false;
        position_ = end + 2;
        return true;
    }

    /// A vertical tab is a blank behind another one, and nothing at all elsewhere.
    void skip_spaces() {
        while (is_sql_space(at(0)) || at(0) == '\v')
            ++position_;
    }

    void skip_line() {
        const std::size_t end = text_.find('\n', position_);
        position_ = end == std::string_view::npos ? text_.size() : end;
    }

    Kind next() {
        const char c = at(0);
        if (is_digit(c) || (c == '.' && is_digit(at(1)))) return number();
        if ((c == 'x' || c == 'X') && at(1) == '\'') return blob();
        switch (c) {
            case '\'':
                return quote('\'', Kind::string);
            case '"':
            case '`':
                return quote(c, Kind::quoted);
            case '[':
                return bracket();
            case ';':
                return take(1, Kind::semicolon);
            case '?':
                return numbered_variable();
            case '$':
            case '@':
            case '#':
            case ':':
                return named_variable();
            default:
                break;
        }
        if (c == '-' && at(1) == '-') return skip_line(), Kind::directive;
        if (is_identifier_byte(c)) return word();
        return operator_token();
    }

    Kind word() {
        while (is_identifier_byte(at(0)))
            ++position_;
        return Kind::word;
    }

    Kind number() {
        if (at(0) == '0' && (at(1) == 'x' || at(1) == 'X') && is_hex_digit(at(2))) {
            position_ += 3;
            while (is_hex_digit(at(0)))
                ++position_;
            return Kind::number;
        }
        digits();
        if (at(0) == '.') {
            ++position_;
            digits();
        }
        const bool is_signed = at(1) == '+' || at(1) == '-';
        if ((at(0) == 'e' || at(0) == 'E') && is_digit(at(is_signed ? 2 : 1))) {
            position_ += 2;
            digits();
        }
        if (!is_identifier_byte(at(0))) return Kind::number;
        while (is_identifier_byte(at(0)))
            ++position_;
        return Kind::invalid;
    }

    void digits() {
        while (is_digit(at(0)))
            ++position_;
    }

    Kind blob() {
        const std::size_t end = text_.find('\'', position_ + 2);
        if (end == std::string_view::npos) return position_ = text_.size(), Kind::invalid;
        bool whole = (end - position_) % 2 == 0;
        for (std::size_t i = position_ + 2; i != end; ++i)
            whole = whole && is_hex_digit(text_[i]);
        position_ = end + 1;
        return whole ? Kind::blob : Kind::invalid;
    }

    Kind quote(char delimiter, Kind kind) {
        for (++position_; position_ < text_.size(); ++position_) {
            if (at(0) != delimiter) continue;
            if (at(1) != delimiter) return take(1, kind);
            ++position_;
        }
        return position_ = text_.size(), Kind::invalid;
    }

    Kind bracket() {
        const std::size_t end = text_.find(']', position_);
        if (end == std::string_view::npos) return position_ = text_.size(), Kind::invalid;
        position_ = end + 1;
        return Kind::quoted;
    }

    Kind numbered_variable() {
        ++position_;
        digits();
        return Kind::variable;
    }

    /// `:a`, `@a`, `#a`, `$a`, and Tcl's `$a::b(c)`.
    Kind named_variable() {
        std::size_t letters = 0;
        for (++position_; position_ < text_.size();) {
            if (is_identifier_byte(at(0))) {
                ++letters, ++position_;
            } else if (at(0) == '(' && letters > 0) {
                return tcl_suffix();
            } else if (at(0) == ':' && at(1) == ':') {
                position_ += 2;
            } else {
                break;
            }
        }
        return letters == 0 ? Kind::invalid : Kind::variable;
    }

    Kind tcl_suffix() {
        while (position_ < text_.size() && !is_sql_space(at(0)) && at(0) != ')')
            ++position_;
        return at(0) == ')' ? take(1, Kind::variable) : Kind::invalid;
    }

    Kind operator_token() {
        const std::string_view rest = text_.substr(position_);
        if (rest.substr(0, 2) == "/*" && rest.size() > 2) return take(rest.size(), Kind::invalid);
        for (const std::string_view op : {"->>", "->", "||", "<<", ">>", "<=", ">=", "<>", "!=", "=="}) {
            if (rest.substr(0, op.size()) == op) return take(op.size(), Kind::op);
        }
        constexpr std::string_view single = "-()+*/%=<>|,&~.";
        return take(1, single.find(rest[0]) == std::string_view::npos ? Kind::invalid : Kind::op);
    }

    std::string_view text_;
    std::size_t position_ = 0;
    std::vector<SqlToken> tokens_;
};

}  // namespace

// To SQLite a NUL ends the text, so no token crosses one.
std::vector<SqlToken> sql_tokens(std::string_view text) {
    std::size_t end = text.find('\0');
    std::vector<SqlToken> tokens = Lexer(text.substr(0, end)).run();
    while (end != std::string_view::npos) {
        const std::size_t begin = end + 1;
        tokens.push_back({Kind::invalid, end, begin});
        end = text.find('\0', begin);
        for (const SqlToken& token : Lexer(text.substr(begin, end - begin)).run())
            tokens.push_back({token.kind, begin + token.begin, begin + token.end});
    }
    return tokens;
}

}  // namespace varve::detail
