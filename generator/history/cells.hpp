#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace varve::compiler {

struct BlobCell {
    std::string bytes;

    auto operator<=>(const BlobCell&) const = default;
};

/// One value with its storage class: 1, 1.0, '1' and x'31' are four different ones.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string, BlobCell>;
using Row = std::vector<Cell>;

/// One statement of the rehearsal: owns it. Preparing throws Error; stepping returns SQLite's code, since a
/// refused row is an answer here.
class Prepared {
public:
    Prepared(sqlite3* db, std::string_view sql);
    ~Prepared();
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;

    void bind(int at, const Cell& cell);  ///< from 1
    int step();                           ///< resets itself when it does not stand on a row
    Row row() const;

private:
    Cell cell(int column) const;

    sqlite3_stmt* statement_ = nullptr;
};

/// All rows of a query.
std::vector<Row> rows_of(sqlite3* db, std::string_view sql);

/// The first column of the first row.
std::int64_t count_of(sqlite3* db, std::string_view sql);

}  // namespace varve::compiler
