#include "runtime/src/sql_literal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {
namespace {

/// Whether one division or multiplication of two numbers that are exact gives it: no SQLite reads it wrong.
bool reads_well(const std::string& decimal) {
    std::size_t digits = 0;
    for (const char c : decimal.substr(0, decimal.find('e')))
        digits += c >= '0' && c <= '9' ? 1 : 0;
    const std::size_t at = decimal.find('e');
    const int exponent = at == std::string::npos ? 0 : std::stoi(decimal.substr(at + 1));
    return digits <= 15 && exponent >= -5 && exponent <= 5;
}

/// An odd integer below 2^53, and powers of two to multiply it with or to divide it by: all exact.
std::string by_powers_of_two(double value) {
    int exponent = 0;
    const double fraction = std::frexp(value, &exponent);
    constexpr int bits = 53;
    std::string out = fmt::format("(CAST({} AS REAL)", static_cast<std::int64_t>(std::ldexp(fraction, bits)));
    for (int left = exponent - bits; left != 0;) {
        const int some = std::min(std::abs(left), 30);
        out += fmt::format(" {} {}.0", left < 0 ? '/' : '*', std::int64_t{1} << some);
        left += left < 0 ? some : -some;
    }
    return out + ")";
}

}  // namespace

std::string sql_literal(double value) {
    if (std::isinf(value)) return value < 0 ? "-9e999" : "9e999";
    std::string decimal = fmt::format("{}", value);
    if (!reads_well(decimal)) return by_powers_of_two(value);
    return decimal.find_first_of(".e") == std::string::npos ? decimal + ".0" : decimal;
}

std::string sql_blob_literal(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "x'";
    out.reserve(2 * bytes.size() + 3);
    for (const char byte : bytes) {
        out += digits[static_cast<unsigned char>(byte) >> 4];
        out += digits[static_cast<unsigned char>(byte) & 15];
    }
    return out + '\'';
}

std::string sql_text_literal(std::string_view text) {
    std::string read;
    const bool plain = !read_text(text, read) && read == text;
    if (!plain) return "CAST(" + sql_blob_literal(text) + " AS TEXT)";
    std::string out = "'";
    for (const char c : text)
        out.append(c == '\'' ? 2 : 1, c);
    return out + '\'';
}

}  // namespace varve::detail
