#include "generator/sqlite/fragments.hpp"

#include <algorithm>

#include "generator/sqlite/render_parts.hpp"

namespace varve::compiler::sqlite {

namespace {

template <typename Item>
const Item* named(const std::vector<Item>& items, const std::string& name) {
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.name == name; });
    return found == items.end() ? nullptr : &*found;
}

const Index* index_named(const Table& table, const std::string& name) {
    const auto found = std::find_if(table.indexes.begin(), table.indexes.end(),
                                    [&](const Index& index) { return index.name.value == name; });
    return found == table.indexes.end() ? nullptr : &*found;
}

/// Finds texts one behind the other in a statement that was made of them.
class Finder {
public:
    Finder(const std::string& sql, std::vector<Fragment>& found) : sql_(sql), found_(found) {}

    /// False where the text does not come any more; the cursor stays then.
    bool skip(const std::string& text) {
        const std::size_t at = sql_.find(text, cursor_);
        if (at == std::string::npos) return false;
        cursor_ = at + text.size();
        return true;
    }

    void take(const SqlText& text, Span span) {
        if (!text.empty() && skip(text)) found_.push_back({cursor_ - text.size(), cursor_, span});
    }

private:
    const std::string& sql_;
    std::vector<Fragment>& found_;
    std::size_t cursor_ = 0;
};

void find_in_table(const Table& table, const std::string& sql, std::vector<Fragment>& found) {
    Finder finder(sql, found);
    finder.skip("(");
    for (const Column& column : table.columns) {
        finder.skip("\n    " + quote(column.name) + " ");
        if (column.default_value) finder.take(column.default_value->sql, column.default_value->span);
        for (const Check& check : column.checks)
            finder.take(check.sql, check.sql_span);
        if (column.generated) finder.take(column.generated->sql, column.generated->sql_span);
    }
    const std::size_t behind_columns = found.empty() ? 0 : found.back().end;
    for (const Check& check : table.checks) {
        const std::string rule = render_check(check);
        const std::size_t at = sql.find(rule, behind_columns);
        if (at == std::string::npos) continue;
        const std::size_t end = at + rule.size();
        found.push_back({end - check.sql.size(), end, check.sql_span});
    }
}

void find_in_index(const Index& index, const std::string& sql, std::vector<Fragment>& found) {
    Finder finder(sql, found);
    finder.skip(" (");
    for (const KeyTerm& term : index.terms)
        finder.take(term.expression, term.sql_span);
    finder.take(index.where, index.where_span);
}

/// What ends the statement.
void take_tail(const SqlText& text, Span span, const std::string& sql, std::vector<Fragment>& found) {
    found.push_back({sql.size() - text.size(), sql.size(), span});
}

}  // namespace

std::vector<Fragment> fragments_of(const Schema& schema, const Statement& statement) {
    std::vector<Fragment> found;
    if (statement.type == "view") {
        if (const View* view = named(schema.views, statement.name))
            take_tail(view->sql, view->sql_span, statement.sql, found);
    } else if (statement.type == "trigger") {
        if (const Trigger* trigger = named(schema.triggers, statement.name))
            take_tail(trigger->sql, trigger->sql_span, statement.sql, found);
    } else if (const VirtualTable* made = named(schema.virtual_tables, statement.name)) {
        if (made->arguments) take_tail(*made->arguments + ")", made->sql_span, statement.sql, found);
    } else if (const Table* table = schema.find_table(statement.table)) {
        const Index* index = index_named(*table, statement.name);
        if (statement.type == "table") find_in_table(*table, statement.sql, found);
        if (statement.type == "index" && index != nullptr) find_in_index(*index, statement.sql, found);
    }
    return found;
}

Span object_span(const Schema& schema, const Statement& statement) {
    const View* view = statement.type == "view" ? named(schema.views, statement.name) : nullptr;
    if (view != nullptr) return view->span;
    const Trigger* trigger = statement.type == "trigger" ? named(schema.triggers, statement.name) : nullptr;
    if (trigger != nullptr) return trigger->span;
    if (const VirtualTable* made = named(schema.virtual_tables, statement.name)) return made->span;
    const Table* table = schema.find_table(statement.table);
    if (table == nullptr) return {};
    const Index* index = statement.type == "index" ? index_named(*table, statement.name) : nullptr;
    return index == nullptr ? table->span : index->span;
}

}  // namespace varve::compiler::sqlite
