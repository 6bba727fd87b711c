#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "generator/base/diagnostic.hpp"
#include "generator/model/schema.hpp"
#include "generator/syntax/ast.hpp"

namespace varve::compiler {

/// What the steps of the check share: the Ast they read and the Schema they fill. `schema.tables[i]` comes
/// from `file.tables[i]`, and so do columns, enums, types and views.
struct Context {
    const ast::File& file;
    DiagnosticSink& sink;
    std::uint32_t file_index = 0;
    bool snapshot = false;  ///< of a revision: hints and builtins do not stand there, types imply no checks
    Schema schema{};
    std::map<const ast::Table*, std::set<std::string_view>> columns{};  ///< filled by check_column_exists
    std::map<std::string_view, const ast::Table*> tables{};             ///< filled by find_table
    std::map<std::string, std::size_t> unmanaged{};                     ///< filled by check_unmanaged

    /// More errors than are shown: what is found from here on needs no suggestion.
    bool is_noisy() const { return sink.diagnostics().size() > most_shown; }
    static constexpr std::size_t most_shown = 100;
};

// The steps, in the order in which they are taken.
void check_settings(Context& context);
void check_requirements(Context& context);
void check_unmanaged(Context& context);
void check_types(Context& context);
void check_tables(Context& context);
void check_keys(Context& context);
void check_key_clauses(Context& context);
void check_lazy(Context& context);
void check_references(Context& context);
void check_virtual_tables(Context& context);
void check_searches(Context& context);
void check_views(Context& context);
void check_triggers(Context& context);
void check_floor(Context& context);
void check_hints(Context& context);
void check_names(Context& context);
void name_objects(Context& context);

/// The type that is meant; an unknown one is reported and read as `any`.
ColumnType resolve_type(Context& context, const ast::Type& type);

/// The default as SQL; nothing when it was reported as not fitting.
std::optional<Default> lower_default(Context& context, const Column& column, const ast::Literal& literal);

/// The table of this name; null for none.
const ast::Table* find_table(Context& context, std::string_view name);

enum class Among : std::uint8_t { tables, tables_and_views };

/// "did you mean `users`?", or "".
std::string suggest_table(const Context& context, std::string_view wrong, Among among = Among::tables);

/// Reports a name that is not the table's column. True when it is one.
bool check_column_exists(Context& context, const ast::Table& table, const ast::Name& column);

/// Reports a C++ name that is no identifier, and hands it on.
std::string check_cpp_name(Context& context, const ast::Name& name);

/// The `unmanaged` item that a name of this type (sqlite_schema's word) falls under; null for none. Known
/// behind check_unmanaged.
const Unmanaged* find_unmanaged(const Context& context, std::string_view type, std::string_view name);

/// Letter case aside, as SQLite compares names.
std::string folded(std::string_view name);

/// Names of one kind in one scope; reports the second of a name: "column `a` is declared twice".
class Declared {
public:
    Declared(DiagnosticSink& sink, std::string_view what, std::string_view stands = "is declared")
        : sink_(sink), what_(what), stands_(stands) {}
    void add(const ast::Name& name) { add(name, what_); }
    void add(const ast::Name& name, std::string_view what);

private:
    DiagnosticSink& sink_;
    std::string what_;
    std::string stands_;
    std::map<std::string, Span> first_;
};

}  // namespace varve::compiler
