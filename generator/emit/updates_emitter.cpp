#include "generator/emit/emitters.hpp"
#include "generator/emit/literal.hpp"
#include "generator/emit/sql_texts.hpp"

namespace varve::compiler {
namespace {

/// The texts of a patch's assignments, which of them are set, and how they are bound.
void emit_patch_parts(Printer& out, const CppTable& table) {
    const Fields fields = patch_fields(table);
    const auto alone = [&](std::size_t i) { return i < patch_bits; };
    const auto assignments = [&] {
        std::string grouped;
        for (std::size_t i = 0; i != fields.size(); ++i) {
            if (alone(i))
                out.emit({{"sql", cpp_literal(assignment_sql(*fields[i]))}}, "$sql$,\n");
            else
                grouped += (grouped.empty() ? "" : ", ") + grouped_assignment_sql(*fields[i]);
        }
        if (!grouped.empty()) out.emit({{"sql", cpp_literal(grouped)}}, "$sql$,\n");
    };
    const auto bits = [&] {
        for (std::size_t i = 0; i != fields.size(); ++i)
            out.emit({{"name", fields[i]->name}, {"bit", std::to_string(std::min(i, patch_bits))}},
                     "mask |= std::uint64_t{patch.$name$.set} << $bit$;\n");
    };
    const auto puts = [&] {
        for (std::size_t i = 0; i != std::min(fields.size(), patch_bits); ++i)
            out.emit({{"name", fields[i]->name}}, "put(patch.$name$);\n");
        if (fields.size() <= patch_bits) return;
        out.emit({{"bit", std::to_string(patch_bits)}}, "if ((mask >> $bit$ & 1U) == 0) return put.at;\n");
        for (std::size_t i = patch_bits; i != fields.size(); ++i)
            out.emit({{"name", fields[i]->name}}, "put.grouped(patch.$name$);\n");
    };
    const bool groups = fields.size() > patch_bits;
    out.emit({{"row", table.row},
              {"assignments", assignments},
              {"bits", bits},
              {"puts", puts},
              {"mask", groups ? " mask" : ""}},
             R"code(
        static constexpr std::string_view varve_$row$_assignments[] = {
            $assignments$
        };

        static std::uint64_t varve_mask(const $row$::Patch& patch) {
            std::uint64_t mask = 0;
            $bits$
            return mask;
        }

        static int varve_bind(varve::detail::Prepared& statement, int at, const $row$::Patch& patch, std::uint64_t$mask$) {
            varve::source::PatchBinder put{statement, at};
            $puts$
            return put.at;
        }

    )code");
}

void emit_key_binds(Printer& out, const CppTable& table, const std::string& from) {
    const std::vector<std::string> arguments = key_arguments(table);
    for (std::size_t i = 0; i != arguments.size(); ++i)
        out.emit({{"at", from + std::to_string(i + 1)}, {"argument", arguments[i]}},
                 "varve::source::bind(the_statement, $at$, $argument$);\n");
}

void emit_update(Printer& out, const CppTable& table) {
    out.emit({{"row", table.row},
              {"key", key_parameter(table, "the_key")},
              {"head", cpp_literal("UPDATE " + table.sql + " SET ")},
              {"tail", cpp_literal(" WHERE " + equal_sql(table.key))},
              {"binds", [&] { emit_key_binds(out, table, "the_at + "); }}},
             R"code(
        bool $row$::Writer::update($key$, const Patch& the_patch) const {
            static constexpr varve::source::PatchTexts the_texts{
                $head$,
                varve_$row$_assignments,
                "",
                $tail$,
            };
            const std::uint64_t the_mask = varve_mask(the_patch);
            if (the_mask == 0) return static_cast<bool>(find(the_key));
            varve::detail::Prepared& the_statement = varve::source::use(*session_, the_texts, the_mask);
            const int the_at = varve_bind(the_statement, 0, the_patch, the_mask);
            $binds$
            varve::source::run(the_statement);
            return sqlite3_changes64(session_->handle) != 0;
        }

    )code");
}

void emit_upsert(Printer& out, const CppTable& table, const std::string& name, const Fields& target) {
    const std::string type = upsert_type(table);
    const bool returns = type != "void";
    unsigned width = 0;
    for (const CppField* field : given_fields(table))
        width += parameters(*field);
    const CppField& first = *target.front();
    const std::string run = returns ? "return varve::source::run_returning<" + type + ">(the_statement);\n"
                                    : std::string("varve::source::run(the_statement);\n");
    out.emit({{"row", table.row},
              {"type", type},
              {"name", name},
              {"head", cpp_literal(conflict_head(table, target))},
              {"nothing", cpp_literal(first.sql + " = " + first.sql)},
              {"tail", cpp_literal(returns ? " RETURNING " + name_list(table.key) : std::string())},
              {"width", std::to_string(width)},
              {"run", [&] { out.emit(run); }}},
             R"code(
        $type$ $row$::Writer::$name$(const New& the_row, const Patch& the_otherwise) const {
            static constexpr varve::source::PatchTexts the_texts{
                $head$,
                varve_$row$_assignments,
                $nothing$,
                $tail$,
            };
            const std::uint64_t the_mask = varve_mask(the_otherwise);
            varve::detail::Prepared& the_statement = varve::source::use(*session_, the_texts, the_mask);
            varve_bind(the_statement, 0, the_row);
            varve_bind(the_statement, $width$, the_otherwise, the_mask);
            $run$
        }

    )code");
}

void emit_erase(Printer& out, const CppTable& table) {
    out.emit({{"row", table.row},
              {"key", key_parameter(table, "the_key")},
              {"binds", [&] { emit_key_binds(out, table, ""); }}},
             R"code(
        bool $row$::Writer::erase($key$) const {
            varve::detail::Prepared& the_statement = varve::source::use(*session_, varve_$row$::erase);
            $binds$
            varve::source::run(the_statement);
            return sqlite3_changes64(session_->handle) != 0;
        }

    )code");
}

}  // namespace

void emit_updates(Printer& out, const CppTable& table) {
    const bool patched = !patch_fields(table).empty();
    if (patched && (!table.key.empty() || !table.lookups.empty())) emit_patch_parts(out, table);
    if (!table.key.empty()) emit_erase(out, table);
    if (!patched) return;
    if (!table.key.empty()) emit_update(out, table);
    if (!table.key.empty() && table.key_takes_conflicts) emit_upsert(out, table, "upsert", table.key);
    for (const CppLookup& lookup : table.lookups)
        emit_upsert(out, table, "upsert_by_" + lookup.name, lookup.fields);
}

}  // namespace varve::compiler
