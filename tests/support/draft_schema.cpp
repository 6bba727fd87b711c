#include "tests/support/draft_schema.hpp"

#include <algorithm>
#include <string_view>

namespace varve::compiler::testing {

namespace {

bool mentions(const std::string& text, int id) {
    return text.find(mark(id)) != std::string::npos;
}

/// A generated column that loses what it is made of goes as a whole; else the clause alone.
void forget_in(DraftColumn& column, int id) {
    for (std::string* clause : {&column.check, &column.reference, &column.value})
        if (mentions(*clause, id)) clause->clear();
}

std::string was(const std::string& before, const std::string& now) {
    return before.empty() || before == now ? "" : " was " + written_name(before);
}

class Printer {
public:
    Printer(const DraftSchema& schema, const DraftSchema* before) : schema_(schema), before_(before) {}

    std::string run() {
        out_ = "schema pair {\n  edition 1\n  target sqlite >= 3.37\n";
        out_ += std::string(schema_.unnamed ? "  constraints unnamed\n" : "") + "}\n";
        for (const DraftEnum& each : schema_.enums)
            print(each);
        out_ += "type Uid = blob(16) as \"app::Uid\"\n";
        for (const DraftTable& each : schema_.tables)
            print(each);
        for (const DraftObject& each : schema_.objects)
            out_ += resolved(each.head) + written_name(each.name) + resolved(each.body) + "\n";
        return std::move(out_);
    }

private:
    std::string old_name(int id) const { return before_ == nullptr ? "" : before_->name_of(id); }

    void line(const std::string& text) { out_ += "  " + text + "\n"; }

    void print(const DraftEnum& each) {
        std::string values;
        for (const DraftValue& value : each.values)
            values += (values.empty() ? "" : ", ") + written_name(value.name);
        out_ += "enum " + each.name + " { " + values + " }" + map_of(each) + "\n";
    }

    /// Values of the old enum that are gone become what has their number, or are left to `map`.
    std::string map_of(const DraftEnum& each) const {
        std::string pairs = each.map;
        if (before_ == nullptr) return "";
        for (const DraftEnum& old : before_->enums)
            for (const DraftValue& value : old.values)
                for (const DraftValue& now : each.values)
                    if (old.name == each.name && now.id == value.id && now.name != value.name)
                        pairs += (pairs.empty() ? "" : ", ") + written_name(value.name) + " -> " +
                                 written_name(now.name);
        return pairs.empty() ? "" : " map { " + pairs + " }";
    }

    void print(const DraftTable& table) {
        out_ +=
            "table " + written_name(table.name) + was(old_name(table.id), table.name) + table.hints + " {\n";
        for (const DraftColumn& column : table.columns)
            line(written_name(column.name) + " " + resolved(column.text()) +
                 was(old_name(column.id), column.name) + resolved(column.hints));
        for (const std::string& item : table.items)
            line(resolved(item));
        for (const DraftIndex& index : table.indexes)
            line(std::string(index.unique ? "unique " : "") + "index " + written_name(index.name) + " " +
                 resolved(index.body) + was(old_name(index.id), index.name));
        if (table.strict) line("on sqlite strict");
        if (table.without_rowid) line("on sqlite without rowid");
        out_ += "}\n";
    }

    std::string resolved(const std::string& text) const {
        std::string out;
        for (std::size_t at = 0; at != text.size();) {
            const std::size_t end = text[at] == '@' ? text.find('@', at + 1) : std::string::npos;
            if (end == std::string::npos) {
                out += text[at++];
                continue;
            }
            out += written_name(schema_.name_of(std::stoi(text.substr(at + 1, end - at - 1))));
            at = end + 1;
        }
        return out;
    }

    const DraftSchema& schema_;
    const DraftSchema* before_;
    std::string out_;
};

}  // namespace

std::string mark(int id) {
    return "@" + std::to_string(id) + "@";
}

std::string written_name(const std::string& name) {
    static constexpr std::string_view letters =
        "abcdefghijklmnopqrstuvwxyz_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static constexpr std::string_view taken[] = {"order", "index", "group", "check", "key", "select"};
    const bool bare = name.find_first_not_of(letters) == std::string::npos &&
                      std::find(std::begin(taken), std::end(taken), name) == std::end(taken);
    if (bare) return name;
    std::string quoted = "\"";
    for (const char c : name)
        quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

std::string DraftColumn::text() const {
    return type + (nullable ? "?" : "") + sqltype + key + not_null + unique + collate + value + generated +
           reference + check;
}

std::string DraftSchema::print(const DraftSchema* before) const {
    return Printer(*this, before).run();
}

const DraftTable* DraftSchema::table(int id) const {
    for (const DraftTable& table : tables)
        if (table.id == id) return &table;
    return nullptr;
}

std::string DraftSchema::name_of(int id) const {
    for (const DraftTable& table : tables) {
        if (table.id == id) return table.name;
        for (const DraftColumn& column : table.columns)
            if (column.id == id) return column.name;
        for (const DraftIndex& index : table.indexes)
            if (index.id == id) return index.name;
    }
    for (const DraftObject& object : objects)
        if (object.id == id) return object.name;
    return "";
}

void DraftSchema::forget(int id) {
    std::vector<int> gone;
    for (DraftTable& table : tables) {
        std::erase_if(table.items, [&](const std::string& item) { return mentions(item, id); });
        std::erase_if(table.indexes, [&](const DraftIndex& index) { return mentions(index.body, id); });
        for (DraftColumn& column : table.columns) {
            forget_in(column, id);
            if (mentions(column.generated, id)) gone.push_back(column.id);
        }
        std::erase_if(table.columns,
                      [&](const DraftColumn& column) { return mentions(column.generated, id); });
    }
    for (const DraftObject& object : objects)
        if (mentions(object.head, id) || mentions(object.body, id)) gone.push_back(object.id);
    std::erase_if(objects, [&](const DraftObject& object) {
        return mentions(object.head, id) || mentions(object.body, id);
    });
    for (const int each : gone)
        forget(each);
}

}  // namespace varve::compiler::testing
