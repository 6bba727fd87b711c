#include "generator/history/head_rows.hpp"

#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "runtime/include/varve/connection.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

Cell read_back(const std::string& literal) {
    Connection db = Connection::open({.path = ":memory:"});
    return rows_of(db.native_handle(), "SELECT " + literal).at(0).at(0);
}

std::string literal(const std::string& text) {
    return exact_literal(Cell(text));
}

}  // namespace

TEST_CASE("a real is read as the bits that it has") {
    using Limits = std::numeric_limits<double>;
    const std::vector<double> reals = {0.0,
                                       -0.0,
                                       1.0,
                                       -1.5,
                                       0.1,
                                       1.0 / 3,
                                       -2.0 / 3,
                                       1e22,
                                       1e23,
                                       9007199254740993.0,
                                       123456789012345678.0,
                                       1.7976931348623157e308,
                                       Limits::min(),
                                       Limits::denorm_min(),
                                       -Limits::denorm_min() * 12345,
                                       Limits::epsilon(),
                                       5e-324,
                                       2.2250738585072011e-308,
                                       Limits::infinity(),
                                       -Limits::infinity()};
    for (const double real : reals) {
        const Cell back = read_back(exact_literal(Cell(real)));
        INFO(exact_literal(Cell(real)));
        const auto* found = std::get_if<double>(&back);
        REQUIRE(found != nullptr);
        CHECK(std::memcmp(found, &real, sizeof real) == 0);
    }
    CHECK(exact_literal(Cell(1.0)) == "1.0");
    CHECK(exact_literal(Cell(0.1)) == "0.1");
    CHECK(exact_literal(Cell(-12.25)) == "-12.25");
    CHECK(exact_literal(Cell(1.0 / 3)) == "(CAST(6004799503160661 AS REAL) / 1073741824.0 / 16777216.0)");
}

TEST_CASE("every value is read as it was") {
    CHECK(literal("it's") == "'it''s'");
    CHECK(literal("") == "''");
    CHECK(literal("two\nlines") == "'two\nlines'");
    CHECK(literal("Zoë") == "'Zoë'");
    CHECK(literal("\xff") == "CAST(x'ff' AS TEXT)");
    CHECK(literal(std::string("a\0b", 3)) == "CAST(x'610062' AS TEXT)");
    CHECK(literal("a\r\nb") == "CAST(x'610d0a62' AS TEXT)");
    CHECK(exact_literal(Cell()) == "NULL");
    CHECK(exact_literal(Cell(BlobCell{""})) == "x''");
    CHECK(exact_literal(Cell(std::numeric_limits<std::int64_t>::min())) == "-9223372036854775808");
    const std::vector<Cell> cells = {Cell(),
                                     std::int64_t{0},
                                     std::numeric_limits<std::int64_t>::min(),
                                     std::numeric_limits<std::int64_t>::max(),
                                     std::string(),
                                     std::string("it's; -- no /* comment"),
                                     std::string("\xef\xbb\xbf"),
                                     std::string("\xef\xbb\xbf behind a mark"),
                                     std::string("a\0b", 3),
                                     std::string("\xc3\x28\xff"),
                                     std::string("\r"),
                                     BlobCell{std::string("\0\xff", 2)},
                                     BlobCell{}};
    for (const Cell& cell : cells) {
        INFO(exact_literal(cell));
        CHECK(read_back(exact_literal(cell)) == cell);
    }
}

TEST_CASE("many rows are few statements, none of them long") {
    Connection db = Connection::open({.path = ":memory:"});
    db.execute(
        "CREATE TABLE cities(name TEXT, size INTEGER);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
        "INSERT INTO cities(rowid, name, size) SELECT i * 2, 'city ' || i, i * i FROM n");
    const std::string sql =
        insert_rows(db.native_handle(), detail::read_table_facts(db.native_handle(), "cities"));
    std::size_t statements = 0;
    for (std::size_t begin = 0; begin != sql.size(); ++statements) {
        const std::size_t end = sql.find(";\n", begin) + 2;
        CHECK(end - begin <= 16000);
        begin = end;
    }
    CHECK(statements > 5);
    CHECK(statements < 20);
    CHECK(sql.substr(0, 77) ==
          "INSERT INTO main.\"cities\"(rowid, \"name\", \"size\") VALUES\n(2, 'city 1', 1),\n(4,");
    Connection other = Connection::open({.path = ":memory:"});
    other.execute("CREATE TABLE cities(name TEXT, size INTEGER);" + sql);
    const std::string all = "SELECT rowid, * FROM cities";
    CHECK(rows_of(other.native_handle(), all) == rows_of(db.native_handle(), all));
}

TEST_CASE("what no program should carry is not written out") {
    Connection db = Connection::open({.path = ":memory:"});
    const auto told = [&](const std::string& sql) -> std::string {
        db.execute("DROP TABLE IF EXISTS t; CREATE TABLE t(x);" + sql);
        try {
            insert_rows(db.native_handle(), detail::read_table_facts(db.native_handle(), "t"));
        } catch (const NotBaked& reason) {
            return reason.what();
        }
        return "";
    };
    CHECK(told("INSERT INTO t VALUES (zeroblob(300000))") == "one is too long for a statement");
    CHECK(told("INSERT INTO t VALUES (zeroblob(200000))") == "");
    CHECK(told("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) "
               "INSERT INTO t SELECT zeroblob(100000) FROM n") == "they are too many to be carried");
}

}  // namespace varve::compiler
