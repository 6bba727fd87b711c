#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

#include "generator/driver/introspect.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler::testing {

struct CloseDatabase {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
};
using DatabasePtr = std::unique_ptr<sqlite3, CloseDatabase>;

/// A database in memory with the stand-ins that the requirements name. Errors throw std::runtime_error.
DatabasePtr make_database(const std::vector<Requirement>& requirements, const std::string& sql);

/// The lines `-- requires collation unicase` of an SQL text.
std::vector<Requirement> requirements_in(const std::string& sql);

/// A database made from a schema.
DatabasePtr make_database(const Schema& schema);

struct RoundTrip {
    Introspection found;
    std::vector<std::string> differences;  ///< between the database, and one made from what was found in it
};

/// introspect, compile, create, introspect again.
RoundTrip round_trip(const std::string& sql);

}  // namespace varve::compiler::testing
