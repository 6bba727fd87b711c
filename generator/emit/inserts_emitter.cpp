#include "generator/emit/emitters.hpp"
#include "generator/emit/literal.hpp"
#include "generator/emit/sql_texts.hpp"

namespace varve::compiler {
namespace {

void emit_bind(Printer& out, const CppTable& table) {
    const auto binds = [&] {
        unsigned at = 1;
        for (const CppField* field : given_fields(table)) {
            out.emit({{"at", std::to_string(at)}, {"name", field->name}},
                     "varve::source::bind(statement, at + $at$, row.$name$);\n");
            at += parameters(*field);
        }
    };
    out.emit({{"row", table.row}, {"binds", binds}}, R"code(
        static void varve_bind(varve::detail::Prepared& statement, int at, const $row$::New& row) {
            $binds$
        }

    )code");
}

/// What stands behind the bound statement: runs it and gives the key back.
std::string run_and_return(const CppTable& table) {
    const InsertResult result = insert_result(table);
    const std::string run = "varve::source::run(the_statement);\n";
    const auto value = [](const CppField* f) {
        return "the_row." + f->name + (f->given == Given::required ? ".value" : "");
    };
    switch (result.how) {
        case InsertResult::How::nothing:
            return run;
        case InsertResult::How::returned:
            return "return varve::source::run_returning<" + result.type + ">(the_statement);\n";
        case InsertResult::How::rowid: {
            const std::string rowid = "sqlite3_last_insert_rowid(session_->handle)";
            if (table.key.front()->own_type)
                return run + "return varve::source::key_of<" + result.type + ">(" + rowid + ");\n";
            const bool narrow = table.key.front()->kind == TypeKind::int32;
            return run + "return " + (narrow ? "static_cast<std::int32_t>(" + rowid + ")" : rowid) + ";\n";
        }
        case InsertResult::How::given:
            break;
    }
    std::string key;
    for (const CppField* field : table.key)
        key += (key.empty() ? "" : ", ") + value(field);
    return run + "return " + (table.key.size() == 1 ? key : "{" + key + "}") + ";\n";
}

unsigned tuple_width(const CppTable& table) {
    unsigned width = 0;
    for (const CppField* field : given_fields(table))
        width += parameters(*field);
    return width;
}

}  // namespace

void emit_inserts(Printer& out, const CppTable& table) {
    emit_bind(out, table);
    const InsertResult result = insert_result(table);
    const std::string type = result.type == "Key" ? table.row + "::Key" : result.type;
    out.emit({{"row", table.row},
              {"type", type},
              {"run", [&] { out.emit(run_and_return(table)); }},
              {"head", cpp_literal(insert_head(table))},
              {"tuple", cpp_literal(insert_tuple(table))},
              {"width", std::to_string(tuple_width(table))}},
             R"code(
        $type$ $row$::Writer::insert(const New& the_row) const {
            varve::detail::Prepared& the_statement = varve::source::use(*session_, varve_$row$::insert);
            varve_bind(the_statement, 0, the_row);
            $run$
        }

        void $row$::Writer::insert_many(std::span<const New> the_rows) const {
            static constexpr varve::source::RowsTexts the_texts{
                $head$,
                $tuple$,
                $width$,
            };
            varve::source::insert_many(*session_, the_texts, the_rows);
        }

    )code");
}

}  // namespace varve::compiler
