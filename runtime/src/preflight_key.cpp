#include "runtime/src/preflight_key.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

#include "runtime/src/names.hpp"

namespace varve::detail {

namespace {

constexpr int most_bytes = 40;

std::string cut_text(sqlite3_stmt* statement, int column) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    const int size = sqlite3_column_bytes(statement, column);
    int cut = std::min(size, most_bytes);
    while (cut > 0 && cut < size && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80)
        --cut;
    return fmt::format("'{}{}'", printable({text, static_cast<std::size_t>(cut)}), cut < size ? "…" : "");
}

std::string cut_blob(sqlite3_stmt* statement, int column) {
    const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(statement, column));
    const int size = sqlite3_column_bytes(statement, column);
    const int cut = std::min(size, most_bytes / 2);
    std::string text = "x'";
    for (int i = 0; i != cut; ++i)
        text += fmt::format("{:02x}", bytes[i]);
    return text + (cut < size ? "…'" : "'");
}

std::string value_of(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_NULL:
            return "NULL";
        case SQLITE_TEXT:
            return cut_text(statement, column);
        case SQLITE_BLOB:
            return cut_blob(statement, column);
        default:
            return reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    }
}

template <class Part>
std::string joined(sqlite3_stmt* statement, Part part) {
    const int count = sqlite3_column_count(statement);
    std::string all;
    for (int i = 0; i != count; ++i)
        all += (i == 0 ? "" : ", ") + part(i);
    return count == 1 ? all : "(" + all + ")";
}

}  // namespace

std::string key_names(sqlite3_stmt* statement) {
    return joined(statement, [&](int i) { return printable(sqlite3_column_name(statement, i)); });
}

std::string key_of_row(sqlite3_stmt* statement) {
    return joined(statement, [&](int i) { return value_of(statement, i); });
}

}  // namespace varve::detail
