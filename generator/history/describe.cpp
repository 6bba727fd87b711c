#include <fmt/format.h>

#include <string_view>

#include "generator/history/diff.hpp"

namespace varve::compiler {

namespace {

using Kind = Change::Kind;

struct Wording {
    Kind kind;
    char mark;
    std::string_view noun;
    bool qualified;  ///< named together with its table
};

constexpr Wording wordings[] = {
    {Kind::create_table, '+', "table", false},
    {Kind::drop_table, '-', "table", false},
    {Kind::rename_table, '~', "table", false},
    {Kind::add_column, '+', "column", true},
    {Kind::drop_column, '-', "column", true},
    {Kind::rename_column, '~', "column", true},
    {Kind::alter_column, '~', "column", true},
    {Kind::reorder_columns, '~', "order of columns of", true},
    {Kind::alter_primary_key, '~', "primary key of", true},
    {Kind::alter_table_options, '~', "options of", true},
    {Kind::add_constraint, '+', "constraint", true},
    {Kind::drop_constraint, '-', "constraint", true},
    {Kind::create_index, '+', "index", true},
    {Kind::drop_index, '-', "index", true},
    {Kind::rename_index, '~', "index", true},
    {Kind::create_virtual_table, '+', "virtual table", false},
    {Kind::drop_virtual_table, '-', "virtual table", false},
    {Kind::create_view, '+', "view", false},
    {Kind::drop_view, '-', "view", false},
    {Kind::create_trigger, '+', "trigger", true},
    {Kind::drop_trigger, '-', "trigger", true},
    {Kind::respell_table, '~', "order within", true},
    {Kind::add_enum_value, '+', "enum value", true},
    {Kind::drop_enum_value, '-', "enum value", true},
};

const Wording& wording_of(Kind kind) {
    for (const Wording& wording : wordings)
        if (wording.kind == kind) return wording;
    return wordings[0];
}

std::string describe(const Change& change) {
    const Wording& wording = wording_of(change.kind);
    std::string name = wording.qualified ? change.table : change.object;
    if (wording.qualified && !change.object.empty()) name += '.' + change.object;
    std::string line = fmt::format("{} {} {}", wording.mark, wording.noun, name);
    if (!change.was.empty()) line += fmt::format(" (was {})", change.was);
    if (change.detail.empty()) return line;
    const bool shape = change.kind == Kind::add_column || change.kind == Kind::drop_column;
    return line + (shape ? " " : ": ") + change.detail;
}

}  // namespace

std::string describe(const Changes& changes) {
    std::string lines;
    for (const Change& change : changes)
        lines += describe(change) + '\n';
    return lines;
}

}  // namespace varve::compiler
