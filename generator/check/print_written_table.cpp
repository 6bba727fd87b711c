#include <fmt/format.h>

#include <algorithm>

#include "generator/base/schema_words.hpp"
#include "generator/check/default_types.hpp"
#include "generator/check/print.hpp"
#include "generator/check/print_clauses.hpp"
#include "generator/check/print_schema.hpp"

namespace varve::compiler {

namespace {

/// What of a table stands behind its columns; the rest is written as items below them.
class WrittenTable {
public:
    WrittenTable(const Schema& schema, const Table& table) : schema_(schema), table_(table) {}

    std::string print() {
        out_ = fmt::format("table {} {{\n", name_in_schema(table_.name));
        for (const Column& column : table_.columns)
            print_column(column);
        print_items();
        return out_ + "}\n";
    }

private:
    /// The first unnamed one of its column; a second one, and those that say more, are items.
    bool is_behind_column(const Unique& unique) const {
        return unique.name.value.empty() && unique.terms.empty() && unique.columns.size() == 1 &&
               first_of(table_.uniques, unique.columns) == &unique;
    }

    bool is_behind_column(const ForeignKey& key) const {
        return key.name.value.empty() && key.columns.size() == 1 &&
               first_of(table_.foreign_keys, key.columns) == &key;
    }

    template <typename Rule>
    static const Rule* first_of(const std::vector<Rule>& rules, const std::vector<std::string>& columns) {
        const auto found = std::find_if(rules.begin(), rules.end(),
                                        [&](const Rule& rule) { return rule.columns == columns; });
        return found == rules.end() ? nullptr : &*found;
    }

    std::vector<std::string> rules_of(const Column& column) const {
        std::vector<std::string> words;
        const std::vector<std::string> own{column.name};
        if (column.type.sqltype) words.push_back("sqltype " + in_double_quotes(*column.type.sqltype));
        const bool is_key = table_.primary_key && table_.primary_key->on_column &&
                            table_.primary_key->terms.front().column == column.name;
        if (is_key) words.push_back(print_column_key(*table_.primary_key));
        if (column.not_null && !goes_without_saying(table_, column))
            words.push_back(print_not_null(*column.not_null));
        const Unique* unique = first_of(table_.uniques, own);
        if (unique != nullptr && is_behind_column(*unique))
            words.push_back("unique" + print_conflict(unique->conflict));
        if (!column.collate.empty()) words.push_back("collate " + name_in_schema(column.collate));
        return words;
    }

    void print_column(const Column& column) {
        std::vector<std::string> words = rules_of(column);
        if (column.default_value) words.push_back(print_default(schema_, column));
        if (column.generated)
            words.push_back(fmt::format(":= {} {}", column.generated->sql,
                                        column.generated->stored ? "stored" : "virtual"));
        for (const Check& check : column.checks)
            words.push_back(print_check(check));
        const ForeignKey* key = first_of(table_.foreign_keys, {column.name});
        if (key != nullptr && is_behind_column(*key)) words.push_back(print_reference(*key));
        out_ += print_doc(column.doc, "  ");
        out_ += fmt::format("  {} {}{}{}{}\n", name_in_schema(column.name), print_type(schema_, column.type),
                            column.nullable ? "?" : "", words.empty() ? "" : " ", fmt::join(words, " "));
    }

    void print_items() {
        const auto item = [&](const std::string& text) { out_ += "  " + text + "\n"; };
        if (table_.primary_key && !table_.primary_key->on_column)
            item(print_primary_key(*table_.primary_key));
        for (const Unique& unique : table_.uniques)
            if (!is_behind_column(unique)) item(print_unique(unique));
        for (const Check& check : table_.checks)
            item(print_check(check));
        for (const ForeignKey& key : table_.foreign_keys)
            if (!is_behind_column(key)) item(print_foreign_key(key));
        for (const Index& index : table_.indexes)
            item(print_index(index));
        if (table_.strict) item("on sqlite strict");
        if (table_.without_rowid) item("on sqlite without rowid");
    }

    const Schema& schema_;
    const Table& table_;
    std::string out_;
};

}  // namespace

std::string print_written_table(const Schema& schema, const Table& table) {
    return WrittenTable(schema, table).print();
}

}  // namespace varve::compiler
