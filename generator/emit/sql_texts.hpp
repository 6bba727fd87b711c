#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/emit/cpp_schema.hpp"

namespace varve::compiler {

using Fields = std::vector<const CppField*>;

Fields read_fields(const CppTable& table);   ///< in the row struct: all but the lazy ones
Fields given_fields(const CppTable& table);  ///< in `New`: all but the generated ones
Fields patch_fields(const CppTable& table);  ///< in `Patch`: those given, but for the key

/// The SQL of a table's operations. What is bound stands as `?`, in the order of the fields.
std::string select_sql(const CppTable& table);
std::string equal_sql(const Fields& fields);      ///< `"a" = ? AND "b" = ?`
std::string insert_head(const CppTable& table);   ///< `INSERT INTO "t" ("a", "b") VALUES `
std::string insert_tuple(const CppTable& table);  ///< `(?, coalesce(?, (…)))`
std::string conflict_head(const CppTable& table, const Fields& target);
std::string assignment_sql(const CppField& field);
std::string grouped_assignment_sql(const CppField& field);
std::string name_list(const Fields& fields);

/// The look-up behind a lazy column's handle: the row's number, unless the column is NULL.
std::string handle_slot(const CppField& field);
std::string handle_sql(const CppTable& table, const CppField& field);

/// How many parameters the field takes in an insertion.
unsigned parameters(const CppField& field);

/// What `insert` gives back.
struct InsertResult {
    enum class How { nothing, rowid, given, returned };
    How how = How::nothing;
    std::string type = "void";
};
InsertResult insert_result(const CppTable& table);
std::string upsert_type(const CppTable& table);  ///< a key of several columns is not given back

/// One numbered statement.
struct SlotText {
    std::string name;
    std::string sql;
};
std::vector<SlotText> slot_texts(const CppTable& table);

/// The most fields of a patch that have a bit of their own in its mask; the others share the last bit.
inline constexpr std::size_t patch_bits = 63;

}  // namespace varve::compiler
