#include "generator/sqlite/order.hpp"

#include <algorithm>

namespace varve::compiler::sqlite {

namespace {

class Sorter {
public:
    explicit Sorter(const Schema& schema) : schema_(schema) {}

    std::vector<const Table*> run() {
        for (const Table& table : schema_.tables)
            visit(table);
        return std::move(sorted_);
    }

private:
    void visit(const Table& table) {
        if (std::find(seen_.begin(), seen_.end(), &table) != seen_.end()) return;
        seen_.push_back(&table);
        for (const ForeignKey& key : table.foreign_keys)
            if (const Table* parent = schema_.find_table(key.table)) visit(*parent);
        sorted_.push_back(&table);
    }

    const Schema& schema_;
    std::vector<const Table*> seen_;
    std::vector<const Table*> sorted_;
};

}  // namespace

std::vector<const Table*> parents_first(const Schema& schema) {
    return Sorter(schema).run();
}

}  // namespace varve::compiler::sqlite
