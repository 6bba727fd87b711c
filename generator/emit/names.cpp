#include <algorithm>
#include <map>

#include "generator/emit/cpp_schema.hpp"
#include "generator/emit/identifiers.hpp"
#include "generator/emit/literal.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {
namespace {

constexpr const char* call_it = "give one of them another C++ name with `as`";
constexpr const char* rename = "rename one of them";

/// Settles the names of one schema: enums, rows and variables share the namespace, members a struct each.
class Namer {
public:
    Namer(const Schema& schema, DiagnosticSink& sink) : schema_(schema), sink_(sink) {}

    void name_types();
    void name_enums();
    void name_table(const Table& table);
    void name_view(const View& view);
    std::vector<CppType> types;
    std::vector<CppEnum> enums;
    std::vector<CppTable> tables;

private:
    std::string take(Scope& scope, std::string name, const std::string& sql_name, Span span,
                     const char* way_out);
    CppTable begin(const std::string& name, const std::string& cpp_name, Span span);
    CppField field(const std::string& name, const std::string& cpp_name, const ColumnType& type,
                   Scope& members, Span span);
    void give_own_type(const ColumnType& type, CppField& field) const;
    Scope members_of(const CppTable& table) const;
    void add_keys(const Table& table, CppTable& cpp);

    const Schema& schema_;
    DiagnosticSink& sink_;
    std::map<std::string, std::string> own_names_;  ///< of types, in C++
    /// The names of the generated namespace, then those that stand within every row, then a transaction's
    /// own.
    Scope namespace_{{"Database", "Snapshot", "Transaction", "chain", "to_string", "from_string", "View",
                      "New", "Patch", "Key", "Columns", "Reader", "Writer", "execute"}};
};

std::string Namer::take(Scope& scope, std::string name, const std::string& sql_name, Span span,
                        const char* way_out) {
    name = scope.settle(std::move(name));
    if (const Scope::Owner* owner = scope.take(name, {sql_name, span}))
        sink_.error(DiagnosticKind::cpp_name_collision, span,
                    "`" + owner->sql_name + "` and `" + sql_name + "` both become `" + name + "` in C++",
                    {{owner->span, "`" + name + "` is taken here"}}, way_out);
    return name;
}

void Namer::name_types() {
    for (const NamedType& type : schema_.types) {
        if (type.cpp_type.empty()) continue;
        const std::string& header = type.cpp_header;
        const std::string name = take(namespace_, identifier(type.name), type.name, type.span, rename);
        own_names_.emplace(type.name, name);
        types.push_back({name, type.cpp_type, std::string(row_of(type.base.kind).cpp_view),
                         header.empty() || header.front() == '<' ? header : '"' + header + '"'});
    }
}

void Namer::name_enums() {
    for (const Enum& e : schema_.enums) {
        CppEnum cpp{take(namespace_, identifier(e.name), e.name, e.span, rename), e.doc, {}};
        Scope values;
        for (const EnumValue& value : e.values)
            cpp.values.push_back({take(values, identifier(value.name), value.name, value.span, rename),
                                  value.name, value.doc});
        enums.push_back(std::move(cpp));
    }
}

CppTable Namer::begin(const std::string& name, const std::string& cpp_name, Span span) {
    CppTable cpp;
    cpp.sql = quote_sql(name);
    cpp.row = take(namespace_, cpp_name.empty() ? type_identifier(name) : identifier(cpp_name), name, span,
                   call_it);
    std::string variable = identifier(name);
    while (namespace_.settle(variable) == cpp.row)
        variable += '_';
    cpp.variable = take(namespace_, variable, name, span, rename);
    return cpp;
}

/// A member may bear neither the name of its struct nor of a type that the struct's members are spelled with.
Scope Namer::members_of(const CppTable& table) const {
    std::set<std::string> reserved{"View",   "New",    "Patch",       "Key",    "Columns",
                                   "Reader", "Writer", "varve_names", table.row};
    for (const CppEnum& e : enums)
        reserved.insert(e.name);
    for (const CppType& type : types)
        reserved.insert(type.name);
    return Scope(std::move(reserved));
}

CppField Namer::field(const std::string& name, const std::string& cpp_name, const ColumnType& type,
                      Scope& members, Span span) {
    CppField field;
    field.name = take(members, identifier(cpp_name.empty() ? name : cpp_name), name, span, call_it);
    field.sql = quote_sql(name);
    const NamedType* named = type.kind == TypeKind::named ? schema_.find_type(type.name) : nullptr;
    const ColumnType& base = named != nullptr ? named->base : type;
    field.kind = base.kind;
    const TypeRow& row = row_of(base.kind);
    field.owned = std::string(row.cpp_type);
    field.view = std::string(row.cpp_view);
    for (std::size_t i = 0; base.kind == TypeKind::enumeration && i != schema_.enums.size(); ++i)
        if (schema_.enums[i].name == base.name) field.owned = field.view = enums[i].name;
    field.fixed = field.owned == field.view;
    field.input = field.parameter = field.view;
    return field;
}

/// The type of its name instead of the one that it stands on.
void Namer::give_own_type(const ColumnType& type, CppField& field) const {
    const auto own = type.kind == TypeKind::named ? own_names_.find(type.name) : own_names_.end();
    if (own == own_names_.end()) return;
    const ColumnType& base = schema_.find_type(type.name)->base;
    field.own_type = true;
    field.fixed = field.fixed || (base.kind == TypeKind::blob && base.length);
    field.owned = field.view = field.input = own->second;
    field.parameter = "varve::Parameter<" + own->second + ">";
}

void Namer::name_table(const Table& table) {
    CppTable cpp = begin(table.name, table.cpp_name, table.span);
    cpp.doc = table.doc;
    Scope members = members_of(cpp);
    for (const Column& column : table.columns) {
        CppField f = field(column.name, column.cpp_name, column.type, members, column.span);
        f.doc = column.doc;
        f.lazy = column.lazy;
        if (f.lazy)
            f.input = std::string(row_of(f.kind).cpp_input);
        else
            give_own_type(column.type, f);
        f.nullable = column.nullable && !is_rowid_alias(schema_, table, column);
        settle_given(schema_, table, column, f);
        cpp.fields.push_back(std::move(f));
    }
    tables.push_back(std::move(cpp));
    add_keys(table, tables.back());
    settle_handles(table, tables.back());
}

void Namer::name_view(const View& view) {
    CppTable cpp = begin(view.name, view.cpp_name, view.span);
    cpp.doc = view.doc;
    cpp.read_only = true;
    Scope members = members_of(cpp);
    for (const ViewColumn& column : view.columns) {
        CppField f = field(column.name, column.cpp_name, column.type, members, view.span);
        give_own_type(column.type, f);
        f.nullable = column.nullable;
        f.given = Given::never;
        cpp.fields.push_back(std::move(f));
    }
    tables.push_back(std::move(cpp));
}

/// The fields of some columns, each once; empty when one of them is not there.
std::vector<CppField*> fields_of(CppTable& cpp, const std::vector<std::string>& columns) {
    std::vector<CppField*> fields;
    for (const std::string& column : columns) {
        const auto field = std::find_if(cpp.fields.begin(), cpp.fields.end(),
                                        [&](const CppField& each) { return each.sql == quote_sql(column); });
        if (field == cpp.fields.end()) return {};
        if (std::find(fields.begin(), fields.end(), &*field) == fields.end()) fields.push_back(&*field);
    }
    return fields;
}

/// By another collation than its column's a constraint is neither looked up by that column nor named by ON
/// CONFLICT.
bool is_plain(const Table& table, const KeyTerm& term) {
    const Column* column = find_column(table, term.column);
    return column != nullptr && (term.collate.empty() || term.collate == column->collate);
}

bool are_plain(const Table& table, const std::vector<KeyTerm>& terms) {
    return std::all_of(terms.begin(), terms.end(),
                       [&](const KeyTerm& term) { return is_plain(table, term); });
}

void add_lookup(CppTable& cpp, const ObjectName& name, const std::vector<std::string>& columns) {
    CppLookup lookup;
    for (CppField* field : fields_of(cpp, columns)) {
        lookup.fields.push_back(field);
        lookup.name += (lookup.name.empty() ? "" : "_") + field->name;
    }
    // ON CONFLICT does not find an index that names a column twice.
    if (lookup.fields.empty() || lookup.fields.size() != columns.size()) return;
    if (name.given && columns.size() > 1) lookup.name = identifier(name.value);
    const auto same = [&](const CppLookup& other) { return other.name == lookup.name; };
    while (std::any_of(cpp.lookups.begin(), cpp.lookups.end(), same))
        lookup.name += '_';
    cpp.lookups.push_back(std::move(lookup));
}

void Namer::add_keys(const Table& table, CppTable& cpp) {
    if (table.primary_key) {
        std::vector<std::string> columns;
        for (const KeyTerm& term : table.primary_key->terms)
            columns.push_back(term.column);
        for (CppField* field : fields_of(cpp, columns)) {
            field->key = true;
            cpp.key.push_back(field);
        }
        cpp.key_takes_conflicts = are_plain(table, table.primary_key->terms);
    }
    for (const Unique& unique : table.uniques)
        if (are_plain(table, unique.terms)) add_lookup(cpp, unique.name, unique.columns);
    for (const Index& index : table.indexes) {
        if (!index.unique || !index.where.empty() || !are_plain(table, index.terms)) continue;
        std::vector<std::string> columns;
        for (const KeyTerm& term : index.terms)
            columns.push_back(term.column);
        add_lookup(cpp, index.name, columns);
    }
}

}  // namespace

std::optional<CppSchema> name_everything(const Schema& schema, const EmitOptions& options,
                                         DiagnosticSink& sink) {
    const std::size_t before = sink.diagnostics().size();
    Namer namer(schema, sink);
    namer.name_types();
    namer.name_enums();
    namer.tables.reserve(schema.tables.size() + schema.views.size());
    for (const Table& table : schema.tables)
        namer.name_table(table);
    for (const View& view : schema.views)
        namer.name_view(view);
    if (sink.diagnostics().size() != before) return std::nullopt;
    CppSchema cpp;
    cpp.name = schema.name;
    cpp.header = options.header.empty() ? options.target + "/schema.hpp" : options.header;
    cpp.cpp_namespace = !options.cpp_namespace.empty()  ? options.cpp_namespace
                        : !schema.cpp_namespace.empty() ? schema.cpp_namespace
                                                        : identifier(schema.name);
    cpp.types = std::move(namer.types);
    cpp.enums = std::move(namer.enums);
    cpp.tables = std::move(namer.tables);
    return cpp;
}

}  // namespace varve::compiler
