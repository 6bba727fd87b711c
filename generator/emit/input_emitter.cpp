#include "generator/emit/emitters.hpp"
#include "generator/emit/sql_texts.hpp"

namespace varve::compiler {
namespace {

std::string declaration(const CppField& field) {
    const std::string optional = "std::optional<" + field.input + ">";
    switch (field.given) {
        case Given::required:
            return "varve::Required<" + field.input + "> " + field.name;
        case Given::constant:
            return (field.nullable ? optional : field.input) + " " + field.name + " = " + field.initialiser;
        case Given::computed_nullable:
            return "varve::Change<" + optional + "> " + field.name + " = {}";
        case Given::nullable:
        case Given::rowid:
        case Given::computed:
        case Given::never:
            break;
    }
    return optional + " " + field.name + " = {}";
}

}  // namespace

void emit_new(Printer& out, const CppTable& table) {
    const auto members = [&] {
        for (const CppField* field : given_fields(table))
            out.emit({{"member", declaration(*field)}}, "$member$;\n");
    };
    out.emit({{"members", members}}, R"code(

        /// A row to insert. Texts are looked at, not copied: they live until the call returns.
        struct New {
            $members$
        };
    )code");
}

void emit_patch(Printer& out, const CppTable& table) {
    const auto members = [&] {
        for (const CppField* field : patch_fields(table)) {
            const std::string type = field->nullable ? "std::optional<" + field->input + ">" : field->input;
            out.emit({{"type", type}, {"name", field->name}}, "varve::Change<$type$> $name$ = {};\n");
        }
    };
    out.emit({{"members", members}}, R"code(

        /// What to change of a row: what is not named stays, `std::nullopt` is NULL.
        struct Patch {
            $members$
        };
    )code");
}

}  // namespace varve::compiler
