#include "generator/sqlite/order.hpp"

#include <string_view>
#include <unordered_map>

namespace varve::compiler::sqlite {

namespace {

class Sorter {
public:
    explicit Sorter(const Schema& schema) : schema_(schema) {
        for (const Table& table : schema.tables)
            waiting_.emplace(table.name, &table);
    }

    std::vector<const Table*> run() {
        for (const Table& table : schema_.tables)
            visit(table.name);
        return std::move(sorted_);
    }

private:
    void visit(const std::string& name) {
        const auto found = waiting_.find(name);
        if (found == waiting_.end()) return;
        const Table& table = *found->second;
        waiting_.erase(found);
        for (const ForeignKey& key : table.foreign_keys)
            visit(key.table);
        sorted_.push_back(&table);
    }

    const Schema& schema_;
    std::unordered_map<std::string_view, const Table*> waiting_;
    std::vector<const Table*> sorted_;
};

}  // namespace

std::vector<const Table*> parents_first(const Schema& schema) {
    return Sorter(schema).run();
}

}  // namespace varve::compiler::sqlite
