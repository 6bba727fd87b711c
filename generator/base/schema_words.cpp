#include "generator/base/schema_words.hpp"

#include <algorithm>
#include <utility>

namespace varve::compiler {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> sql_habits{{
    {"not", "a column is NOT NULL unless `?` stands behind its type"},
    {"null", "a column that may be NULL has `?` behind its type"},
    {"default", "a default is written `= value`"},
    {"references", "a reference is written `-> table.column`"},
    {"generated", "a generated column is written `:= (expression) stored`"},
    {"autoincrement", "it stands behind `primary key`"},
}};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

}  // namespace

bool is_reserved(std::string_view word) {
    return is_dialect(word) ||
           std::find(reserved_words.begin(), reserved_words.end(), word) != reserved_words.end();
}

bool is_dialect(std::string_view word) {
    return std::find(dialect_words.begin(), dialect_words.end(), word) != dialect_words.end();
}

bool is_identifier(std::string_view text) {
    const auto is_part = [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
    return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), is_part);
}

std::string in_double_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text)
        out.append(c == '"' ? 2 : 1, c);
    return out + '"';
}

std::string name_in_schema(std::string_view name) {
    return is_identifier(name) && !is_reserved(name) ? std::string(name) : in_double_quotes(name);
}

std::string without_separators(std::string_view number) {
    const auto is_digit = [&](std::size_t at) {
        return at < number.size() && number[at] >= '0' && number[at] <= '9';
    };
    std::string plain;
    for (std::size_t at = 0; at != number.size(); ++at)
        if (number[at] != '_' || at == 0 || !is_digit(at - 1) || !is_digit(at + 1)) plain += number[at];
    return plain;
}

std::string_view instead_of(std::string_view sql_word) {
    const auto found = std::find_if(sql_habits.begin(), sql_habits.end(), [&](const auto& habit) {
        return std::equal(habit.first.begin(), habit.first.end(), sql_word.begin(), sql_word.end(),
                          [](char ours, char theirs) { return ours == (theirs | 0x20); });
    });
    return found == sql_habits.end() ? "" : found->second;
}

}  // namespace varve::compiler
