#include "generator/model/cpp_words.hpp"

#include <algorithm>
#include <array>

namespace varve::compiler {
namespace {

// clang-format off
constexpr std::array<std::string_view, 114> words{
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case",
    "catch", "char", "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield",
    "compl", "concept", "const", "const_cast", "consteval", "constexpr", "constinit", "continue",
    "contract_assert", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum",
    "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int",
    "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or",
    "or_eq", "private", "protected", "public", "reflexpr", "register", "reinterpret_cast", "requires",
    "return", "short", "signed", "sizeof", "static", "static_assert", "static_cast", "struct", "switch",
    "synchronized", "template", "this", "thread_local", "throw", "true", "try", "typedef", "typeid",
    "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while", "xor",
    "xor_eq", "EOF", "NULL", "assert", "errno", "linux", "unix", "stdin", "stdout", "stderr", "std",
    "varve", "major", "minor", "i386", "BUFSIZ", "RAND_MAX", "INFINITY", "NAN", "signals",
};
// clang-format on

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_part(char c) {
    return is_letter(c) || (c >= '0' && c <= '9');
}

bool is_identifier(std::string_view text) {
    return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), is_part);
}

/// Reads a type from its begin to its end, by descent; `good` falls at the first thing that no type has.
class TypeReader {
public:
    explicit TypeReader(std::string_view text) : rest_(text) {}

    bool reads_whole() {
        type(0);
        return good_ && rest_.empty();
    }

private:
    static constexpr int deepest = 32;

    void blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }

    bool take(std::string_view text) {
        blanks();
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        blanks();
        return true;
    }

    std::string_view word() {
        blanks();
        const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_part);
        const std::string_view word = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(word.size());
        blanks();
        return word;
    }

    void type(int depth) {
        if (depth == deepest) good_ = false;
        if (!good_) return;
        take("::");
        do {
            if (!is_type_word(word())) good_ = false;
            while (good_ && !rest_.empty() && is_letter(rest_.front()))
                if (!is_cpp_word(word())) good_ = false;
            if (good_ && take("<")) arguments(depth);
        } while (good_ && take("::"));
    }

    void arguments(int depth) {
        do {
            if (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9')
                word();
            else
                type(depth + 1);
        } while (good_ && take(","));
        if (!take(">")) good_ = false;
    }

    static bool is_type_word(std::string_view word) {
        constexpr std::array refused{"const", "volatile", "auto",   "class", "struct",
                                     "enum",  "union",    "typename", "void",  "decltype"};
        return is_identifier(word) && std::find(refused.begin(), refused.end(), word) == refused.end();
    }

    std::string_view rest_;
    bool good_ = true;
};

}  // namespace

bool is_cpp_type(std::string_view text) {
    return TypeReader(text).reads_whole();
}

bool is_cpp_header(std::string_view text) {
    if (text.starts_with('<') && text.ends_with('>') && text.size() > 2) text = text.substr(1, text.size() - 2);
    const auto is_odd = [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == '"' || c == '<' || c == '>' || c == '\\';
    };
    return !text.empty() && std::none_of(text.begin(), text.end(), is_odd);
}

bool is_cpp_word(std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_cpp_namespace(std::string_view text) {
    for (std::size_t at = 0;;) {
        const std::size_t end = text.find("::", at);
        const std::string_view part = text.substr(at, end == std::string_view::npos ? end : end - at);
        if (!is_identifier(part) || is_cpp_word(part)) return false;
        if (end == std::string_view::npos) return true;
        at = end + 2;
    }
}

}  // namespace varve::compiler
