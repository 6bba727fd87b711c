#include "generator/check/print_clauses.hpp"
#include "generator/base/schema_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/base/letters.hpp"
#include "generator/check/print.hpp"

namespace varve::compiler {

namespace {

/// ` name`; "" for none.
std::string spaced(const std::string& name) {
    return name.empty() ? "" : " " + name_in_schema(name);
}

/// Quoted, so that no name is taken for the next modifier.
std::string among_modifiers(const std::string& name) {
    return name.empty() ? "" : " " + in_double_quotes(name);
}

std::string print_deferral(Deferral deferral) {
    if (deferral == Deferral::none) return "";
    return deferral == Deferral::deferred ? " deferrable" : " deferrable initially immediate";
}

std::string print_target(const ForeignKey& key) {
    if (key.implicit) return name_in_schema(key.table) + " ()";
    if (key.references.size() == 1)
        return name_in_schema(key.table) + "." + name_in_schema(key.references.front());
    return name_in_schema(key.table) + " " + print_names(key.references);
}

}  // namespace

bool goes_without_saying(const Table& table, const Column& column) {
    const std::optional<PrimaryKey>& key = table.primary_key;
    return key && !key->on_column && key->terms.size() == 1 && key->terms.front().column == column.name &&
           column.not_null->name.empty() && column.not_null->conflict.empty();
}

std::string print_terms(const std::vector<KeyTerm>& terms) {
    std::string out;
    for (const KeyTerm& term : terms) {
        out +=
            (out.empty() ? "" : ", ") + (term.column.empty() ? term.expression : name_in_schema(term.column));
        if (!term.collate.empty()) out += " collate " + name_in_schema(term.collate);
        if (term.descending) out += " desc";
    }
    return "(" + out + ")";
}

std::string print_conflict(const Conflict& conflict) {
    return conflict.empty() ? "" : " on conflict " + lower_case(conflict);
}

std::string print_column_key(const PrimaryKey& key) {
    return fmt::format("primary key{}{}{}{}", among_modifiers(key.name),
                       key.terms.front().descending ? " desc" : "", key.autoincrement ? " autoincrement" : "",
                       print_conflict(key.conflict));
}

std::string print_not_null(const NotNull& rule) {
    return "not null" + among_modifiers(rule.name) + print_conflict(rule.conflict);
}

std::string print_reference(const ForeignKey& key) {
    return "-> " + print_target(key) + print_reference_rules(key);
}

std::string print_reference_rules(const ForeignKey& key) {
    std::string out;
    if (!key.on_delete.empty()) out += " on delete " + lower_case(key.on_delete);
    if (!key.on_update.empty()) out += " on update " + lower_case(key.on_update);
    if (!key.match.empty()) out += " match " + name_in_schema(lower_case(key.match));
    return out + print_deferral(key.deferral) + (key.unchecked ? " unchecked" : "");
}

std::string print_primary_key(const PrimaryKey& key) {
    return fmt::format("primary key{} {}{}{}", spaced(key.name), print_terms(key.terms),
                       key.autoincrement ? " autoincrement" : "", print_conflict(key.conflict));
}

std::string print_unique(const Unique& unique) {
    return fmt::format("unique{} {}{}", spaced(unique.name.value),
                       unique.terms.empty() ? print_names(unique.columns) : print_terms(unique.terms),
                       print_conflict(unique.conflict));
}

std::string print_check(const Check& check) {
    return fmt::format("check{} {}", spaced(check.name.value), check.sql);
}

std::string print_foreign_key(const ForeignKey& key) {
    return fmt::format("foreign{} {} {}", spaced(key.name.value), print_names(key.columns),
                       print_reference(key));
}

std::string print_index(const Index& index) {
    return fmt::format("{}index {} {}{}", index.unique ? "unique " : "", name_in_schema(index.name.value),
                       print_terms(index.terms), index.where.empty() ? "" : " where " + index.where);
}

}  // namespace varve::compiler
