#include "runtime/src/table_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "runtime/src/catalog.hpp"
#include "runtime/src/sql_table_parts.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/structure.hpp"

namespace varve::detail {

namespace {

std::optional<TableParts> read_parts(std::string_view text) {
    // Names and strings are settled first: another spelling of the same is no change.
    const Structure settled = make_structure({{"table", "", "", std::string(text)}});
    const std::vector<NormalToken> tokens = normal_tokens(settled.objects.at(0).sql);
    const bool is_table = tokens.size() > 3 && tokens[0].text == "CREATE" && tokens[1].text == "TABLE";
    return is_table ? read_table(tokens) : std::nullopt;
}

enum class Affinity { integer, text, blob, real, numeric };

/// SQLite's own rule, in its own order.
Affinity affinity_of(const std::string& type) {
    const std::string folded = fold(type);
    const auto has = [&](const char* part) { return folded.find(part) != std::string::npos; };
    if (has("int")) return Affinity::integer;
    if (has("char") || has("clob") || has("text")) return Affinity::text;
    if (type.empty() || has("blob")) return Affinity::blob;
    if (has("real") || has("floa") || has("doub")) return Affinity::real;
    return Affinity::numeric;
}

bool is_in_key(const TableParts& table, const ColumnParts& column) {
    if (!table.primary_key) return false;
    const KeyParts& key = *table.primary_key;
    return key.on_column == column.name ||
           std::any_of(key.terms.begin(), key.terms.end(), [&](const std::string& term) {
               return term == column.name || term.rfind(column.name + ' ', 0) == 0;
           });
}

/// Whether ALTER TABLE may have added it to a table with rows. It refuses the clocks; of what stands in
/// brackets it takes more than one would think (measured: `DEFAULT (CAST(3 AS TEXT))`).
bool may_be_absent(const ColumnParts& column) {
    const std::string& value = column.default_value;
    if (!column.not_null.empty() && (value.empty() || value == "DEFAULT NULL")) return false;
    return value.rfind("DEFAULT CURRENT_", 0) != 0;
}

/// Whether every row holds a value of its own there: one that it, or a column behind it, cannot have been
/// given by ALTER TABLE. In a table without rowid the key stands in front whatever its place.
bool stands_in_rows(const TableParts& table, std::size_t at) {
    for (; at != table.columns.size(); ++at) {
        const ColumnParts& column = table.columns[at];
        const bool in_key = is_in_key(table, column);
        if (table.without_rowid && in_key) continue;
        if (column.generated.empty() && (in_key || !may_be_absent(column))) return true;
    }
    return false;
}

std::string without_name(std::string rule) {
    const std::vector<NormalToken> tokens = normal_tokens(rule);
    if (tokens.empty() || tokens[0].text != "CONSTRAINT") return rule;
    return join_tokens(std::span(tokens).subspan(2));
}

class Comparison {
public:
    Comparison(const TableParts& standing, const TableParts& wanted) : old_(standing), new_(wanted) {}

    TableEdit run() {
        if (old_.head != new_.head) return obstacle("it names another table");
        if (old_.without_rowid != new_.without_rowid || old_.strict != new_.strict)
            return obstacle("its options change");
        if (!same_columns()) return obstacle("its columns change");
        if (!same_key()) return obstacle("its primary key changes");
        if (uniques(old_) != uniques(new_)) return obstacle("its unique constraints change");
        for (std::size_t i = 0; i != old_.columns.size(); ++i)
            if (std::string why = column_obstacle(i); !why.empty())
                return obstacle(fmt::format("of column {}, {}", old_.columns[i].name, why));
        find_rules();
        edit_.references = references(old_) != references(new_);
        return std::move(edit_);
    }

private:
    TableEdit obstacle(std::string why) {
        edit_.obstacle = std::move(why);
        return std::move(edit_);
    }

    bool same_columns() const {
        return std::equal(old_.columns.begin(), old_.columns.end(), new_.columns.begin(), new_.columns.end(),
                          [](const ColumnParts& a, const ColumnParts& b) { return a.name == b.name; });
    }

    bool same_key() const {
        if (!old_.primary_key || !new_.primary_key) return !old_.primary_key == !new_.primary_key;
        const KeyParts& a = *old_.primary_key;
        const KeyParts& b = *new_.primary_key;
        return a.terms == b.terms && a.on_column == b.on_column && a.descending == b.descending &&
               a.autoincrement == b.autoincrement;
    }

    /// What makes an index, in any order: names and conflict clauses do not.
    static std::vector<std::string> uniques(const TableParts& table) {
        std::vector<std::string> texts;
        for (const RuleParts& rule : table.uniques)
            texts.push_back(rule.text.substr(0, rule.text.find(" ) ON CONFLICT ")));
        for (std::string& text : texts)
            if (text.size() > 2 && text.substr(text.size() - 2) == " )") text.resize(text.size() - 2);
        std::sort(texts.begin(), texts.end());
        return texts;
    }

    std::string column_obstacle(std::size_t at) const {
        const ColumnParts& a = old_.columns[at];
        const ColumnParts& b = new_.columns[at];
        const bool keeps_type =
            !old_.strict && !is_in_key(old_, a) && affinity_of(a.type) == affinity_of(b.type);
        if (a.type != b.type && !keeps_type) return "the type changes";
        if (a.collate != b.collate) return "the collation changes";
        if (a.generated != b.generated) return "the expression changes";
        if (a.default_value != b.default_value && !stands_in_rows(old_, at))
            return "the default changes, which old rows may depend on";
        return {};
    }

    void find_rules() {
        for (std::size_t i = 0; i != new_.columns.size(); ++i) {
            const std::string& name = new_.columns[i].name;
            if (!old_.columns[i].not_null.empty() || new_.columns[i].not_null.empty()) continue;
            edit_.rules.push_back({fmt::format("`{}` is NULL", unquote(name)), name + " IS NULL"});
            // SQLite knows that a NOT NULL column is never NULL, and would not look.
            add_broken(fmt::format("typeof({}) = 'null'", name));
        }
        const std::vector<std::string> held = checks(old_);
        for (const std::string& check : checks(new_)) {
            const std::string broken = "NOT " + check.substr(std::string_view("CHECK ").size());
            add_broken(broken);
            if (std::find(held.begin(), held.end(), check) == held.end())
                edit_.rules.push_back({fmt::format("`{}` does not hold", normalise_fragment(check)), broken});
        }
    }

    void add_broken(const std::string& condition) {
        edit_.broken += (edit_.broken.empty() ? "" : " OR ") + condition;
    }

    static std::vector<std::string> checks(const TableParts& table) {
        std::vector<std::string> texts;
        for (const ColumnParts& column : table.columns)
            for (const std::string& check : column.checks)
                texts.push_back(without_name(check));
        for (const RuleParts& rule : table.checks)
            texts.push_back(rule.text);
        return texts;
    }

    static std::vector<std::string> references(const TableParts& table) {
        std::vector<std::string> texts;
        for (const ForeignKeyParts& key : table.foreign_keys)
            texts.push_back(fmt::format("{} {}", fmt::join(key.columns, ","), key.reference));
        std::sort(texts.begin(), texts.end());
        return texts;
    }

    const TableParts& old_;
    const TableParts& new_;
    TableEdit edit_;
};

}  // namespace

TableEdit compare_table_texts(std::string_view standing, std::string_view wanted) {
    const std::optional<TableParts> old = read_parts(standing);
    const std::optional<TableParts> now = read_parts(wanted);
    if (old && now) return Comparison(*old, *now).run();
    TableEdit none;
    none.obstacle =
        fmt::format("{} is no CREATE TABLE that varve can read", old ? "its text" : "what stands");
    return none;
}

}  // namespace varve::detail
