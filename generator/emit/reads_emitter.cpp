#include "generator/emit/emitters.hpp"
#include "generator/emit/literal.hpp"
#include "generator/emit/sql_texts.hpp"

namespace varve::compiler {
namespace {

void emit_row_reads(Printer& out, const CppTable& table) {
    const Fields fields = read_fields(table);
    const auto owns = [&] {
        for (const CppField* field : fields)
            out.emit({{"name", field->name}}, ".$name$ = varve::source::own($name$),\n");
    };
    const auto reads = [&] {
        int column = 0;
        for (const CppField* field : fields)
            out.emit({{"column", std::to_string(column++)}, {"name", field->name}},
                     "varve::source::read(statement, $column$, view.$name$);\n");
    };
    out.emit({{"row", table.row}, {"owns", owns}, {"reads", reads}}, R"code(
        $row$::View::operator $row$() const {
            return {
                $owns$
            };
        }

        bool varve_next(varve::detail::Prepared& statement, $row$::View& view) {
            if (!varve::source::step(statement)) return false;
            $reads$
            return true;
        }

    )code");
}

void emit_heads(Printer& out, const CppTable& table) {
    out.emit({{"row", table.row},
              {"select", cpp_literal(select_sql(table))},
              {"count", cpp_literal("SELECT count(*) FROM " + table.sql)},
              {"erase", cpp_literal(table.read_only ? std::string() : "DELETE FROM " + table.sql)}},
             R"code(
        const varve::detail::Heads& varve_heads(const $row$*) {
            static constexpr varve::detail::Heads heads{
                $select$,
                $count$,
                $erase$,
            };
            return heads;
        }

    )code");
}

void emit_look_up(Printer& out, const CppTable& table, const std::string& name, const std::string& parameters,
                  const std::vector<std::string>& arguments) {
    const auto binds = [&] {
        for (std::size_t i = 0; i != arguments.size(); ++i)
            out.emit({{"at", std::to_string(i + 1)}, {"argument", arguments[i]}},
                     "varve::source::bind(the_statement, $at$, $argument$);\n");
    };
    out.emit({{"row", table.row}, {"name", name}, {"parameters", parameters}, {"binds", binds}}, R"code(
        varve::Found<$row$> $row$::Reader::$name$($parameters$) const {
            varve::detail::Prepared& the_statement = varve::source::use(*session_, varve_$row$::$name$);
            $binds$
            return varve::Found<$row$>(the_statement);
        }

    )code");
}

}  // namespace

std::vector<std::string> key_arguments(const CppTable& table) {
    if (table.key.size() == 1) return {"the_key"};
    std::vector<std::string> arguments;
    for (const CppField* field : table.key)
        arguments.push_back("the_key." + field->name);
    return arguments;
}

void emit_reads(Printer& out, const CppTable& table) {
    emit_row_reads(out, table);
    emit_heads(out, table);
    if (!table.key.empty())
        emit_look_up(out, table, "find", key_parameter(table, "the_key"), key_arguments(table));
    for (const CppLookup& lookup : table.lookups) {
        std::vector<std::string> arguments;
        for (std::size_t i = 0; i != lookup.fields.size(); ++i)
            arguments.push_back("the_key" + std::to_string(i + 1));
        emit_look_up(out, table, "find_by_" + lookup.name, lookup_parameters(lookup, true), arguments);
    }
}

}  // namespace varve::compiler
