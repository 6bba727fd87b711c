#pragma once

#include "generator/emit/cpp_schema.hpp"
#include "generator/emit/printer.hpp"

namespace varve::compiler {

/// One small emitter a kind of thing. The declarations, for the header:
void emit_doc(Printer& out, std::string_view doc);
void emit_type_headers(Printer& out, const CppSchema& schema);
void emit_types(Printer& out, const CppSchema& schema);  ///< those of the user's own
void emit_enum(Printer& out, const CppEnum& e);
void emit_row(Printer& out, const CppTable& table);  ///< the row with all that is nested in it
void emit_new(Printer& out, const CppTable& table);
void emit_patch(Printer& out, const CppTable& table);
void emit_columns(Printer& out, const CppTable& table);
void emit_reader(Printer& out, const CppTable& table);
void emit_writer(Printer& out, const CppTable& table);
enum class HandleUse { read, write };
void emit_handles(Printer& out, const CppTable& table, HandleUse use);  ///< of lazy columns
void emit_database(Printer& out, const CppSchema& schema);

/// The definitions, for the source:
void emit_enum_source(Printer& out, const CppEnum& e);
void emit_slots(Printer& out, const CppSchema& schema);
void emit_reads(Printer& out, const CppTable& table);
void emit_handle_sources(Printer& out, const CppTable& table);
void emit_inserts(Printer& out, const CppTable& table);
void emit_updates(Printer& out, const CppTable& table);
void emit_database_source(Printer& out, const CppSchema& schema);

/// A key as a parameter, and as arguments. What functions of the source name themselves begins with `the_`: a
/// column may be called `key`, and compilers warn of the shadow.
std::string key_parameter(const CppTable& table, const std::string& name);
std::string lookup_parameters(const CppLookup& lookup, bool numbered);
std::vector<std::string> key_arguments(const CppTable& table);

std::string header_text(const CppSchema& schema);
std::string source_text(const CppSchema& schema);
std::string chain_text(const CppSchema& schema, const Chain& chain);

}  // namespace varve::compiler
