#include "generator/history/head_rows.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cmath>
#include <cstdint>

#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/error.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

/// Long enough that few statements are prepared, and short enough for a literal of C++.
constexpr std::size_t statement_size = 15000;

/// SQLite takes a million bytes by default.
constexpr std::size_t most_of_a_row = 500000;

std::string hexadecimal(std::string_view bytes) {
    std::string out = "x'";
    for (const char byte : bytes)
        out += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return out + '\'';
}

/// SQLite's text may hold what no literal can.
std::string literal_of(const std::string& text) {
    std::string read;
    const bool plain = !detail::read_text(text, read) && read == text;
    if (!plain) return "CAST(" + hexadecimal(text) + " AS TEXT)";
    std::string out = "'";
    for (const char c : text)
        out.append(c == '\'' ? 2 : 1, c);
    return out + '\'';
}

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

std::string literal_of(double value) {
    if (std::isinf(value)) return value < 0 ? "-9e999" : "9e999";
    std::string decimal = fmt::format("{}", value);
    if (!reads_well(decimal)) return by_powers_of_two(value);
    return decimal.find_first_of(".e") == std::string::npos ? decimal + ".0" : decimal;
}

/// One INSERT behind the other, each with as many rows as a statement holds.
class Inserts {
public:
    explicit Inserts(std::string head) : head_(std::move(head)) {}

    void add(const Row& row) {
        std::string values;
        for (const Cell& cell : row)
            values += (values.empty() ? "(" : ", ") + exact_literal(cell);
        values += ')';
        if (values.size() > most_of_a_row) throw NotBaked("one is too long for a statement");
        if (size_ + values.size() > statement_size) end();
        sql_ += size_ == 0 ? head_ : ",\n";
        sql_ += values;
        size_ += values.size() + 2;
        if (sql_.size() > most_baked_bytes) throw NotBaked("they are too many to be carried");
    }

    std::string take() {
        end();
        return std::move(sql_);
    }

private:
    void end() {
        if (size_ != 0) sql_ += ";\n";
        size_ = 0;
    }

    std::string head_;
    std::string sql_;
    std::size_t size_ = 0;  ///< of the statement that is open
};

}  // namespace

std::string exact_literal(const Cell& cell) {
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
    if (const auto* real = std::get_if<double>(&cell)) return literal_of(*real);
    if (const auto* text = std::get_if<std::string>(&cell)) return literal_of(*text);
    if (const auto* blob = std::get_if<BlobCell>(&cell)) return hexadecimal(blob->bytes);
    return "NULL";
}

std::string insert_rows(sqlite3* db, const std::string& table, const std::string& columns,
                        std::string_view order) {
    const std::string name = "main." + sqlite::quote(table);
    Prepared query(db, fmt::format("SELECT {} FROM {} {}", columns, name, order));
    Inserts inserts(fmt::format("INSERT INTO {}({}) VALUES\n", name, columns));
    int code = query.step();
    for (; code == SQLITE_ROW; code = query.step())
        inserts.add(query.row());
    if (code != SQLITE_DONE) throw Error(ErrorCode::sqlite, sqlite3_errmsg(db), sqlite3_extended_errcode(db));
    return inserts.take();
}

std::string insert_rows(sqlite3* db, const detail::TableFacts& table) {
    std::string columns = table.integer_key ? "" : detail::rowid_name(table);
    for (const detail::ColumnFacts& column : table.columns) {
        if (column.generated) continue;
        columns += (columns.empty() ? "" : ", ") + sqlite::quote(column.name);
    }
    // An index that covers the columns would be read in its own order.
    return insert_rows(db, table.name, columns, "NOT INDEXED");
}

}  // namespace varve::compiler
