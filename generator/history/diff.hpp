#pragma once

#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// One difference between two schemas, in the schema's terms. It names things; the plan looks the values up.
struct Change {
    enum class Kind {
        create_table, drop_table, rename_table,
        add_column, drop_column, rename_column, alter_column, reorder_columns,
        alter_primary_key, alter_table_options,
        add_constraint, drop_constraint,      // unique, check, foreign key: `object` is its name
        create_index, drop_index, rename_index,
        create_virtual_table, drop_virtual_table,
        create_view, drop_view,
        create_trigger, drop_trigger,
        respell_table,                        // the same parts in another order
        add_enum_value, drop_enum_value,      // explains the alter_column changes that stand beside it
    };
    Kind kind;
    std::string table;   ///< today's name (the old name for drop_table); the enum's for enum values
    std::string object;  ///< column, constraint, index, view, trigger, virtual table, enum value; today's name, the old one for drops
    std::string was;     ///< the old name of a renamed thing
    std::string detail;  ///< for people: "type text → int64; nullable → not null"
    Span span;           ///< in today's schema file
};

using Changes = std::vector<Change>;

/// Takes the names that the author left out from the equal things of `newest`, so that a rename does not rename
/// constraints. Called on today's schema before it is compared, rendered or emitted.
Schema inherit_names(Schema today, const Schema& newest);

/// The complete difference. Empty exactly when both render to the same structure.
/// An undeclared drop + add of the same shape is an error that prints both readings (V03xx).
Changes diff(const Schema& newest, const Schema& today, DiagnosticSink& sink);

/// One line a change: "+ column users.phone text?", "~ column users.display_name (was full_name)", "- index …".
std::string describe(const Changes& changes);

}  // namespace varve::compiler
