#include "generator/emit/emitters.hpp"
#include "generator/emit/literal.hpp"
#include "generator/emit/sql_texts.hpp"

namespace varve::compiler {
namespace {

std::string optional_of(const std::string& type, bool nullable) {
    return nullable ? "std::optional<" + type + ">" : type;
}

void emit_members(Printer& out, const Fields& fields, bool owned) {
    for (const CppField* field : fields) {
        if (owned) emit_doc(out, field->doc);
        out.emit({{"type", optional_of(owned ? field->owned : field->view, field->nullable)},
                  {"name", field->name}},
                 "$type$ $name${};\n");
    }
}

void emit_key(Printer& out, const CppTable& table) {
    const auto members = [&] {
        for (const CppField* field : table.key)
            out.emit({{"type", field->view}, {"name", field->name}}, "$type$ $name${};\n");
    };
    out.emit({{"members", members}}, R"code(

        struct Key {
            $members$
        };
    )code");
}

}  // namespace

void emit_row(Printer& out, const CppTable& table) {
    emit_doc(out, table.doc);
    const auto nested = [&] {
        if (table.key.size() > 1) emit_key(out, table);
        if (!table.read_only) emit_new(out, table);
        if (!table.read_only && !patch_fields(table).empty()) emit_patch(out, table);
        emit_columns(out, table);
        emit_reader(out, table);
        if (!table.read_only) emit_writer(out, table);
    };
    const Fields fields = read_fields(table);
    out.emit({{"row", table.row},
              {"variable", table.variable},
              {"owned", [&] { emit_members(out, fields, true); }},
              {"viewed", [&] { emit_members(out, fields, false); }},
              {"nested", nested}},
             R"code(
        struct $row$ {
            $owned$

            struct View {
                $viewed$

                operator $row$() const;
            };
            $nested$
        };
        inline constexpr $row$::Columns $variable${};
        bool varve_next(varve::detail::Prepared& statement, $row$::View& view);
        const varve::detail::Heads& varve_heads(const $row$*);

    )code");
}

void emit_columns(Printer& out, const CppTable& table) {
    const auto names = [&] {
        for (const CppField& field : table.fields)
            out.emit({{"sql", cpp_literal(field.sql)}}, "$sql$,\n");
    };
    const auto columns = [&] {
        int index = 0;
        for (const CppField& field : table.fields)
            out.emit({{"index", std::to_string(index++)}, {"type", field.view}, {"name", field.name}},
                     "varve::Column<Columns, $index$, $type$> $name$;\n");
    };
    out.emit({{"names", names}, {"columns", columns}}, R"code(

        struct Columns {
            static constexpr std::string_view varve_names[] = {
                $names$
            };
            $columns$
        };
    )code");
}

}  // namespace varve::compiler
