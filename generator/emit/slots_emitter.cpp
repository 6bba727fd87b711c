#include "generator/emit/emitters.hpp"
#include "generator/emit/literal.hpp"
#include "generator/emit/sql_texts.hpp"

namespace varve::compiler {
namespace {

void emit_numbers(Printer& out, const CppTable& table, std::size_t& number) {
    const std::vector<SlotText> slots = slot_texts(table);
    if (slots.empty()) return;
    const auto names = [&] {
        for (const SlotText& slot : slots)
            out.emit({{"name", slot.name}, {"number", std::to_string(number++)}}, "$name$ = $number$,\n");
    };
    out.emit({{"row", table.row}, {"names", names}}, R"code(
        struct varve_$row$ {
            enum : unsigned {
                $names$
            };
        };
    )code");
}

}  // namespace

void emit_slots(Printer& out, const CppSchema& schema) {
    std::size_t count = 0;
    const auto numbers = [&] {
        for (const CppTable& table : schema.tables)
            emit_numbers(out, table, count);
    };
    const auto texts = [&] {
        for (const CppTable& table : schema.tables)
            for (const SlotText& slot : slot_texts(table))
                out.emit({{"sql", cpp_literal(slot.sql)}}, "$sql$,\n");
        out.emit("{},\n");
    };
    out.emit({{"numbers", numbers}}, "$numbers$\n");
    out.emit({{"texts", texts}, {"count", std::to_string(count)}}, R"code(

        constexpr std::string_view varve_slots[] = {
            $texts$
        };
        constexpr varve::detail::SlotTexts varve_texts{varve_slots, $count$};
    )code");
}

}  // namespace varve::compiler
