#include "generator/emit/identifiers.hpp"

#include "generator/model/cpp_words.hpp"

namespace varve::compiler {
namespace {

bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}

std::string finished(std::string name) {
    if (name.empty() || digit(name.front())) name.insert(0, 1, '_');
    if (is_cpp_word(name)) name += '_';
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
