#include "tests/introspect/round_trip.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <stdexcept>

#include "generator/check/compile.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/stand_ins.hpp"
#include "tests/introspect/database_picture.hpp"
#include "tests/support/compile_text.hpp"

namespace varve::compiler::testing {

namespace {

void run(sqlite3* db, const std::string& sql) {
    if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error(std::string(sqlite3_errmsg(db)) + " in: " + sql);
}

DatabasePtr open(const std::vector<Requirement>& requirements) {
    sqlite3* db = nullptr;
    sqlite3_open(":memory:", &db);
    DatabasePtr owner(db);
    sqlite::register_stand_ins(db, requirements);
    return owner;
}

Requirement::Kind kind_of(const std::string& word) {
    if (word == "collation") return Requirement::Kind::collation;
    if (word == "function") return Requirement::Kind::function;
    return word == "tokenizer" ? Requirement::Kind::tokenizer : Requirement::Kind::module;
}

std::set<std::string> unmanaged_in(const Schema& schema) {
    std::set<std::string> names;
    for (const Unmanaged& item : schema.unmanaged)
        names.insert(item.name);
    return names;
}

/// The second database is made parents first, so order tells nothing.
std::vector<std::string> sorted_lines(const Schema& schema) {
    std::vector<std::string> lines;
    std::istringstream text(lower(schema));
    for (std::string line; std::getline(text, line);)
        lines.push_back(line);
    std::sort(lines.begin(), lines.end());
    return lines;
}

}  // namespace

std::vector<Requirement> requirements_in(const std::string& sql) {
    std::vector<Requirement> requirements;
    std::istringstream lines(sql);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string dashes, requires_word, kind, name;
        words >> dashes >> requires_word >> kind >> name;
        if (dashes == "--" && requires_word == "requires")
            requirements.push_back({kind_of(kind), name, -1, {}});
    }
    return requirements;
}

DatabasePtr make_database(const std::vector<Requirement>& requirements, const std::string& sql) {
    DatabasePtr db = open(requirements);
    run(db.get(), sql);
    return db;
}

DatabasePtr make_database(const Schema& schema) {
    DatabasePtr db = open(schema.requirements);
    sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    for (const sqlite::Statement& statement : sqlite::render(schema))
        run(db.get(), statement.sql);
    return db;
}

RoundTrip round_trip(const std::string& sql) {
    const DatabasePtr first = make_database(requirements_in(sql), sql);
    RoundTrip trip{introspect(first.get(), {"app", "app"}), {}};
    if (!trip.found.problems.empty()) return trip;
    const Schema schema = compile_file(trip.found.text);
    const DatabasePtr second = make_database(schema);
    trip.differences = difference(picture_of(first.get(), unmanaged_in(schema)), picture_of(second.get()));
    const Introspection again = introspect(second.get(), {"app", "app"});
    trip.differences.insert(trip.differences.end(), again.problems.begin(), again.problems.end());
    if (!again.problems.empty()) return trip;
    for (const std::string& line : difference(sorted_lines(schema), sorted_lines(compile_file(again.text))))
        trip.differences.push_back("introspected again: " + line);
    return trip;
}

}  // namespace varve::compiler::testing
