#include "generator/emit/sql_texts.hpp"

#include <algorithm>

namespace varve::compiler {
namespace {

template <class Wanted>
Fields fields_where(const CppTable& table, Wanted wanted) {
    Fields fields;
    for (const CppField& field : table.fields)
        if (wanted(field)) fields.push_back(&field);
    return fields;
}

template <class Spell>
std::string joined(const Fields& fields, std::string_view separator, Spell spell) {
    std::string text;
    for (const CppField* field : fields) {
        if (!text.empty()) text += separator;
        text += spell(*field);
    }
    return text;
}

std::string inserted(const CppField& field) {
    if (field.given == Given::computed) return "coalesce(?, " + field.default_sql + ")";
    if (field.given == Given::computed_nullable)
        return "CASE WHEN ? THEN ? ELSE " + field.default_sql + " END";
    return "?";
}

}  // namespace

Fields read_fields(const CppTable& table) {
    return fields_where(table, [](const CppField& f) { return !f.lazy; });
}
Fields given_fields(const CppTable& table) {
    return fields_where(table, [](const CppField& f) { return f.given != Given::never; });
}
Fields patch_fields(const CppTable& table) {
    return fields_where(table, [](const CppField& f) { return f.given != Given::never && !f.key; });
}

std::string name_list(const Fields& fields) {
    return joined(fields, ", ", [](const CppField& f) { return f.sql; });
}

std::string select_sql(const CppTable& table) {
    return "SELECT " + name_list(read_fields(table)) + " FROM " + table.sql;
}

std::string equal_sql(const Fields& fields) {
    return joined(fields, " AND ", [](const CppField& f) { return f.sql + " = ?"; });
}

std::string insert_head(const CppTable& table) {
    return "INSERT INTO " + table.sql + " (" + name_list(given_fields(table)) + ") VALUES ";
}

std::string insert_tuple(const CppTable& table) {
    return "(" + joined(given_fields(table), ", ", inserted) + ")";
}

std::string handle_slot(const CppField& field) {
    return "handle_" + field.handle;
}

std::string handle_sql(const CppTable& table, const CppField& field) {
    return "SELECT " + table.rowid + " FROM " + table.sql + " WHERE " + equal_sql(table.key) + " AND " +
           field.sql + " IS NOT NULL";
}

std::string conflict_head(const CppTable& table, const Fields& target) {
    return insert_head(table) + insert_tuple(table) + " ON CONFLICT (" + name_list(target) +
           ") DO UPDATE SET ";
}

std::string assignment_sql(const CppField& field) {
    return field.sql + " = ?";
}

std::string grouped_assignment_sql(const CppField& field) {
    return field.sql + " = CASE WHEN ? THEN ? ELSE " + field.sql + " END";
}

unsigned parameters(const CppField& field) {
    return field.given == Given::computed_nullable ? 2 : 1;
}

InsertResult insert_result(const CppTable& table) {
    using How = InsertResult::How;
    if (table.has_rowid_key()) return {How::rowid, table.key.front()->owned};
    // Outside of rowids a key may hold NULL, as many as there are rows: it finds none of them again.
    if (std::any_of(table.key.begin(), table.key.end(), [](const CppField* f) { return f->nullable; }))
        return {};
    const auto is_given = [](const CppField* f) {
        return f->given == Given::required || f->given == Given::constant;
    };
    if (table.key.size() == 1 && !is_given(table.key.front()))
        return {How::returned, table.key.front()->owned};
    const auto passed = [&](const CppField* f) { return is_given(f) && f->fixed && !f->nullable; };
    if (table.key.empty() || !std::all_of(table.key.begin(), table.key.end(), passed)) return {};
    return {How::given, table.key.size() == 1 ? table.key.front()->owned : "Key"};
}

std::string upsert_type(const CppTable& table) {
    const InsertResult result = insert_result(table);
    return result.how == InsertResult::How::nothing || table.key.size() > 1 ? "void" : result.type;
}

std::vector<SlotText> slot_texts(const CppTable& table) {
    std::vector<SlotText> slots;
    const std::string select = select_sql(table);
    if (!table.key.empty()) slots.push_back({"find", select + " WHERE " + equal_sql(table.key)});
    for (const CppLookup& lookup : table.lookups)
        slots.push_back({"find_by_" + lookup.name, select + " WHERE " + equal_sql(lookup.fields)});
    for (const CppField& field : table.fields)
        if (field.lazy) slots.push_back({handle_slot(field), handle_sql(table, field)});
    if (table.read_only) return slots;
    const bool returns = insert_result(table).how == InsertResult::How::returned;
    slots.push_back({"insert", insert_head(table) + insert_tuple(table) +
                                   (returns ? " RETURNING " + name_list(table.key) : std::string())});
    if (!table.key.empty())
        slots.push_back({"erase", "DELETE FROM " + table.sql + " WHERE " + equal_sql(table.key)});
    return slots;
}

}  // namespace varve::compiler
