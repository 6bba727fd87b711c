#pragma once

#include <string>
#include <vector>

struct sqlite3;

namespace varve::compiler {

/// What the file is called in its own settings.
struct SchemaNames {
    std::string schema;
    std::string cpp_namespace;
};

/// A database as the text of a schema file, held against that database.
struct Introspection {
    std::string text;
    std::vector<std::string> notes;     ///< what is good to know and no difference
    std::vector<std::string> left_out;  ///< objects that the text names as unmanaged, and why
    std::vector<std::string> problems;  ///< what a database made from the text has otherwise; "" lines never
    std::size_t objects = 0;            ///< tables, indexes, views and triggers that the database has

    bool is_whole() const { return left_out.empty() && problems.empty(); }
};

/// Reads, prints, compiles what it printed, makes that in memory and compares. Throws Error when the database
/// cannot be read.
Introspection introspect(sqlite3* db, const SchemaNames& names);

}  // namespace varve::compiler
