#pragma once

#include <string>
#include <vector>

#include "generator/model/schema.hpp"

struct sqlite3;

namespace varve::compiler {

/// What a database has beside its structure, for people.
struct DatabaseNotes {
    std::vector<std::string> notes;
    std::vector<std::string> kept_names;  ///< objects that cannot be in a schema file for their name alone
};

/// Of an open database and the schema that was lifted from it. Throws Error when it cannot be read.
DatabaseNotes read_notes(sqlite3* db, const Schema& schema);

}  // namespace varve::compiler
