#include "generator/history/compatible_readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/src/catalog.hpp"

namespace varve::compiler {
namespace {

template <class Items>
auto find_named(const Items& items, const std::string& name) -> decltype(&*items.begin()) {
    for (const auto& item : items)
        if (detail::fold(item.name) == detail::fold(name)) return &item;
    return nullptr;
}

/// What an older reader would meet that it does not know.
class Readers {
public:
    Readers(const Schema& before, const Schema& after) : before_(before), after_(after) {}

    std::vector<std::string> surprises() {
        for (const Table& table : before_.tables)
            read(table.name, table.columns, "table");
        for (const View& view : before_.views)
            read(view.name, view.columns, "view");
        for (const VirtualTable& table : before_.virtual_tables)
            if (find_named(after_.virtual_tables, table.name) == nullptr)
                found_.push_back(fmt::format("virtual table `{}` is gone", table.name));
        return std::move(found_);
    }

private:
    template <class Columns>
    void read(const std::string& name, const Columns& columns, std::string_view kind) {
        if (const Table* table = find_named(after_.tables, name))
            return compare(name, columns, table->columns);
        if (const View* view = find_named(after_.views, name)) return compare(name, columns, view->columns);
        found_.push_back(fmt::format("{} `{}` is gone", kind, name));
    }

    template <class Old, class New>
    void compare(const std::string& table, const Old& read, const New& there) {
        for (const auto& column : read) {
            const std::string name = table + '.' + column.name;
            const auto* now = find_named(there, column.name);
            if (now == nullptr)
                found_.push_back(fmt::format("column `{}` is gone", name));
            else if (now->type.kind != column.type.kind || now->type.name != column.type.name)
                found_.push_back(fmt::format("column `{}` has another type", name));
            else if (now->nullable && !column.nullable)
                found_.push_back(fmt::format("column `{}` may be NULL", name));
            else if (const std::string value = new_value(column.type); !value.empty())
                found_.push_back(fmt::format("column `{}` may hold `{}`", name, value));
        }
    }

    std::string new_value(const ColumnType& type) const {
        if (type.kind != TypeKind::enumeration) return {};
        const Enum* old = find_named(before_.enums, type.name);
        const Enum* now = find_named(after_.enums, type.name);
        if (old == nullptr || now == nullptr) return {};
        for (const EnumValue& value : now->values)
            if (find_named(old->values, value.name) == nullptr) return value.name;
        return {};
    }

    const Schema& before_;
    const Schema& after_;
    std::vector<std::string> found_;
};

}  // namespace

bool check_readers(const Schema& before, const RevisionSource& revision, DiagnosticSink& sink) {
    if (!compatible_readers(revision.up)) return true;
    const std::vector<std::string> surprises = Readers(before, revision.schema).surprises();
    if (surprises.empty()) return true;
    sink.error(DiagnosticKind::incompatible_readers, {revision.file, 0, 0},
               fmt::format("`{}` says `--@ compatible readers`, and for readers of the schema before it {}",
                           revision.directory, fmt::join(surprises, ", ")),
               {}, "take the directive out: older programs then refuse the database");
    return false;
}

}  // namespace varve::compiler
