#include "tests/support/random_layout.hpp"

#include <random>
#include <vector>

#include "generator/syntax/lexer.hpp"

namespace varve::compiler::testing {

namespace {

class Scrambler {
public:
    Scrambler(const std::string& text, std::uint32_t seed)
        : tokens_(lex(sources_, sources_.add("a.varve", text))), random_(seed) {}

    std::string run() {
        for (at_ = 0; at_ + 1 < tokens_.size(); ++at_)
            token(tokens_[at_]);
        return out_ + (chance(3) ? "// the end" : "");
    }

private:
    bool chance(unsigned one_in) { return random_() % one_in == 0; }
    const Token& next() const { return tokens_[at_ + 1]; }

    void token(const Token& token) {
        if (token.is(TokenKind::newline)) return line_end();
        if (needs_blank()) out_ += blanks();
        out_ += sources_.text(token.span);
        if (token.is(TokenKind::doc))
            out_ += "\n", fresh_ = true;
        else
            fresh_ = false;
        if (token.is_punct("{") && chance(6)) comment();
        if (next().is_punct("{") && chance(6)) comment();
    }

    /// `sql` and the body behind it may touch; two words may not, nor what would become one sign.
    bool needs_blank() { return !out_.empty() && out_.back() != '\n'; }

    std::string blanks() {
        switch (random_() % 5) {
            case 0:
                return "  ";
            case 1:
                return "\t";
            case 2:
                return "    ";
            default:
                return " ";
        }
    }

    void comment() {
        out_ += chance(2) ? " // said (of it" : "//it's";
        out_ += chance(3) ? " \n\n" : "\n";
        fresh_ = true;
    }

    void line_end() {
        if (fresh_)
            out_ += chance(8) ? "\n" : "";
        else if (chance(4) && !next().is_punct("{"))
            return semicolon();
        else if (chance(5))
            comment();
        else
            out_ += "\n";
        while (chance(5))
            out_ += chance(2) ? "\n" : "   // own line\n";
        fresh_ = true;
    }

    void semicolon() {
        out_ += chance(2) ? ";" : " ; ";
        if (chance(5)) comment();
    }

    SourceSet sources_;
    std::vector<Token> tokens_;
    std::mt19937 random_;
    std::string out_;
    std::size_t at_ = 0;
    bool fresh_ = true;
};

}  // namespace

std::string random_layout(const std::string& text, std::uint32_t seed) {
    return Scrambler(text, seed).run();
}

}  // namespace varve::compiler::testing
