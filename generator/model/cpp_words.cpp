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

bool is_identifier(std::string_view text) {
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    const auto is_part = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
    return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), is_part);
}

}  // namespace

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
