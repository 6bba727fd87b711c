#include "tests/support/draft_edits.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace varve::compiler::testing {

namespace {

class Editor {
public:
    Editor(DraftMaker& maker, DraftSchema& schema)
        : maker_(maker), schema_(schema), table_(maker.pick(schema.tables)) {}

    void run() {
        using Edit = void (Editor::*)();
        static constexpr std::array<Edit, 44> edits{
            &Editor::add_column,    &Editor::add_column,       &Editor::drop_column,
            &Editor::rename_column, &Editor::swap_columns,     &Editor::chain_columns,
            &Editor::move_column,   &Editor::change_type,      &Editor::change_null,
            &Editor::change_value,  &Editor::change_check,     &Editor::change_collation,
            &Editor::change_unique, &Editor::change_generated, &Editor::change_reference,
            &Editor::add_reference, &Editor::drop_reference,   &Editor::change_strict,
            &Editor::change_rowid,  &Editor::change_counter,   &Editor::change_key,
            &Editor::drop_key,      &Editor::add_item,         &Editor::drop_item,
            &Editor::rename_item,   &Editor::add_index,        &Editor::drop_index,
            &Editor::change_index,  &Editor::rename_index,     &Editor::swap_indexes,
            &Editor::add_table,     &Editor::drop_table,       &Editor::rename_table,
            &Editor::swap_tables,   &Editor::chain_tables,     &Editor::add_object,
            &Editor::drop_object,   &Editor::change_object,    &Editor::add_value,
            &Editor::drop_value,    &Editor::rename_value,     &Editor::turn_values,
            &Editor::turn_tables,   &Editor::replace_column};
        (this->*edits[maker_.below(edits.size())])();
    }

private:
    DraftColumn& column() { return maker_.pick(table_.columns); }

    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const DraftColumn& each : table_.columns)
            all.push_back(each.name);
        return all;
    }

    void add_column() {
        DraftColumn made = maker_.column(schema_, table_);
        if (!made.reference.empty() && maker_.chance(2)) made.nullable = true;
        const std::size_t at = maker_.chance(2) ? table_.columns.size() : maker_.below(table_.columns.size());
        table_.columns.insert(table_.columns.begin() + static_cast<std::ptrdiff_t>(at), made);
    }

    void drop_column() {
        if (table_.columns.size() < 2) return;
        const std::size_t at = maker_.below(table_.columns.size());
        const int id = table_.columns[at].id;
        table_.columns.erase(table_.columns.begin() + static_cast<std::ptrdiff_t>(at));
        const int table = table_.id;
        schema_.forget(id);
        if (schema_.table(table)->columns.empty()) forget_table(table);
    }

    void replace_column() {
        drop_column();
        if (!schema_.tables.empty()) add_column_to(schema_.tables.front());
    }

    void add_column_to(DraftTable& table) { table.columns.push_back(maker_.column(schema_, table)); }

    void rename_column() { column().name = maker_.fresh_name(names()); }

    void swap_columns() { std::swap(column().name, column().name); }

    /// a → b, b → c.
    void chain_columns() {
        DraftColumn& first = column();
        DraftColumn& second = column();
        if (first.id == second.id) return;
        const std::string fresh = maker_.fresh_name(names());
        first.name = std::exchange(second.name, fresh);
    }

    void move_column() {
        const std::size_t from = maker_.below(table_.columns.size());
        const std::size_t to = maker_.below(table_.columns.size());
        DraftColumn moved = std::move(table_.columns[from]);
        table_.columns.erase(table_.columns.begin() + static_cast<std::ptrdiff_t>(from));
        table_.columns.insert(table_.columns.begin() + static_cast<std::ptrdiff_t>(to), std::move(moved));
    }

    void change_type() {
        DraftColumn& each = column();
        if (!each.generated.empty() || !each.reference.empty()) return;
        maker_.retype(table_, each);
        if (maker_.chance(2)) maker_.give_value(each);
    }

    void change_null() {
        DraftColumn& each = column();
        each.nullable = !each.nullable;
        if (each.nullable) each.not_null.clear();
        if (!each.nullable && each.value == " = null") each.value.clear();
    }

    void change_value() {
        DraftColumn& each = column();
        if (!each.generated.empty()) return;
        if (maker_.chance(3))
            each.value.clear();
        else
            maker_.give_value(each);
    }

    void change_check() {
        DraftColumn& each = column();
        if (maker_.chance(3))
            each.check.clear();
        else
            maker_.give_check(each);
    }

    void change_collation() {
        DraftColumn& each = column();
        each.collate = each.collate.empty() ? (maker_.chance(2) ? " collate nocase" : " collate rtrim") : "";
    }

    void change_unique() {
        DraftColumn& each = column();
        each.unique = each.unique.empty() ? " unique" : "";
    }

    void change_generated() {
        DraftColumn& each = column();
        if (!each.generated.empty() && maker_.chance(2))
            each.generated.clear();
        else
            maker_.give_generated(table_, each);
    }

    /// Other clauses of a reference, or another parent.
    void change_reference() {
        for (DraftColumn& each : table_.columns)
            if (!each.reference.empty()) {
                const std::size_t clauses = each.reference.find(' ', 4);
                each.reference = each.reference.substr(0, clauses) + maker_.actions();
                return;
            }
    }

    void add_reference() {
        DraftColumn& each = column();
        if (!each.generated.empty() || !each.key.empty()) return;
        each.reference = maker_.reference(schema_, table_, each);
    }

    void drop_reference() { column().reference.clear(); }

    void change_strict() {
        table_.strict = !table_.strict;
        for (DraftColumn& each : table_.columns)
            if (table_.strict)
                each.sqltype.clear();
            else if (each.type == "any")
                each.type = "text";
    }

    void change_rowid() { table_.without_rowid = !table_.without_rowid; }

    void change_counter() {
        for (DraftColumn& each : table_.columns)
            if (each.key == " primary key")
                each.key += " autoincrement";
            else if (each.key == " primary key autoincrement")
                each.key = " primary key";
    }

    static bool is_key(const std::string& item) { return item.rfind("primary key", 0) == 0; }

    void take_key() {
        for (DraftColumn& each : table_.columns)
            each.key.clear();
        std::erase_if(table_.items, is_key);
    }

    void change_key() {
        take_key();
        DraftColumn& one = column();
        DraftColumn& two = column();
        if (one.id == two.id)
            one.key = " primary key" + std::string(maker_.chance(3) ? " desc" : "");
        else
            table_.items.push_back("primary key (" + mark(one.id) + (maker_.chance(3) ? " desc, " : ", ") +
                                   mark(two.id) + ")");
    }

    void drop_key() {
        take_key();
        table_.without_rowid = false;
    }

    void add_item() {
        if (const std::string made = maker_.item(schema_, table_); !made.empty())
            table_.items.push_back(made);
    }

    void drop_item() {
        if (!table_.items.empty() && !is_key(table_.items.back())) table_.items.pop_back();
    }

    void rename_item() {
        for (std::string& item : table_.items)
            if (const std::size_t at = item.find("rule_"); at != std::string::npos) {
                item.insert(at, "other_");
                return;
            }
    }

    void add_index() { table_.indexes.push_back(maker_.index(schema_, table_)); }

    void drop_index() {
        if (!table_.indexes.empty()) table_.indexes.pop_back();
    }

    void change_index() {
        if (table_.indexes.empty()) return;
        DraftIndex& index = maker_.pick(table_.indexes);
        if (maker_.chance(4))
            index.unique = !index.unique;
        else
            index.body = maker_.body_of_index(table_);
    }

    void rename_index() {
        if (!table_.indexes.empty()) maker_.pick(table_.indexes).name += "_x";
    }

    void swap_indexes() {
        if (!table_.indexes.empty())
            std::swap(maker_.pick(table_.indexes).name, maker_.pick(table_.indexes).name);
    }

    void add_table() { schema_.tables.push_back(maker_.table(schema_)); }

    void forget_table(int id) {
        std::vector<int> gone{id};
        for (const DraftColumn& each : schema_.table(id)->columns)
            gone.push_back(each.id);
        std::erase_if(schema_.tables, [&](const DraftTable& table) { return table.id == id; });
        for (const int each : gone)
            schema_.forget(each);
    }

    void drop_table() {
        if (schema_.tables.size() > 1) forget_table(table_.id);
    }

    void rename_table() { table_.name = maker_.fresh_table_name(schema_); }

    void swap_tables() { std::swap(table_.name, maker_.pick(schema_.tables).name); }

    void chain_tables() {
        DraftTable& second = maker_.pick(schema_.tables);
        if (second.id == table_.id) return;
        const std::string fresh = maker_.fresh_table_name(schema_);
        table_.name = std::exchange(second.name, fresh);
    }

    void add_object() { schema_.objects.push_back(maker_.object(schema_)); }

    void drop_object() {
        if (schema_.objects.empty()) return;
        const int id = maker_.pick(schema_.objects).id;
        std::erase_if(schema_.objects, [&](const DraftObject& object) { return object.id == id; });
        schema_.forget(id);
    }

    void change_object() {
        if (schema_.objects.empty()) return;
        DraftObject& object = maker_.pick(schema_.objects);
        const DraftObject made = maker_.object(schema_);
        if (made.head != object.head || made.body.find(mark(object.id)) != std::string::npos) return;
        object.head = made.head;
        object.body = made.body;
    }

    void add_value() {
        DraftEnum& values = maker_.pick(schema_.enums);
        values.values.push_back({maker_.next_id(), "v" + std::to_string(maker_.below(1000))});
    }

    void drop_value() {
        DraftEnum& values = maker_.pick(schema_.enums);
        if (values.values.size() > 1) values.values.pop_back();
    }

    void rename_value() {
        DraftEnum& values = maker_.pick(schema_.enums);
        maker_.pick(values.values).name = "v" + std::to_string(maker_.below(1000));
    }

    void turn_values() {
        DraftEnum& values = maker_.pick(schema_.enums);
        std::rotate(values.values.begin(), values.values.begin() + 1, values.values.end());
    }

    void turn_tables() {
        std::rotate(schema_.tables.begin(), schema_.tables.begin() + 1, schema_.tables.end());
    }

    DraftMaker& maker_;
    DraftSchema& schema_;
    DraftTable& table_;
};

}  // namespace

void edit(DraftMaker& maker, DraftSchema& schema) {
    if (!schema.tables.empty()) Editor(maker, schema).run();
}

}  // namespace varve::compiler::testing
