#include "generator/emit/identifiers.hpp"

#include <algorithm>
#include <array>

namespace varve::compiler {
namespace {

// Keywords of C++20 and the words that later standards reserve, then macros that stand in every system's
// headers.
constexpr std::array<std::string_view, 114> not_names{
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "contract_assert",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "reflexpr",
    "register",
    "reinterpret_cast",
    "requires",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "struct",
    "switch",
    "synchronized",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
    "EOF",
    "NULL",
    "assert",
    "errno",
    "linux",
    "unix",
    "stdin",
    "stdout",
    "stderr",
    "std",
    "varve",
    "major",
    "minor",
    "i386",
    "BUFSIZ",
    "RAND_MAX",
    "INFINITY",
    "NAN",
    "signals",
};

bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}

std::string finished(std::string name) {
    if (name.empty() || digit(name.front())) name.insert(0, 1, '_');
    if (std::find(not_names.begin(), not_names.end(), name) != not_names.end()) name += '_';
    return name;
}

}  // namespace

std::string identifier(std::string_view name) {
    std::string result;
    for (const char c : name)
        result += letter(c) || digit(c) ? c : '_';
    return finished(std::move(result));
}

std::string type_identifier(std::string_view name) {
    std::string result;
    bool begins = true;
    for (const char c : name) {
        if (!letter(c) && !digit(c)) {
            begins = true;
            continue;
        }
        result += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        begins = false;
    }
    return finished(std::move(result));
}

std::string Scope::settle(std::string name) const {
    while (reserved_.contains(name))
        name += '_';
    return name;
}

const Scope::Owner* Scope::take(const std::string& settled, Owner owner) {
    const auto [place, free] = taken_.try_emplace(settled, std::move(owner));
    return free ? nullptr : &place->second;
}

}  // namespace varve::compiler
