#include "generator/history/populate_order.hpp"

#include <string_view>
#include <unordered_map>
#include <utility>

namespace varve::compiler {
namespace {

/// Depth first without recursion, since a chain of references may be as long as the schema.
class Walk {
public:
    explicit Walk(const Schema& schema) : schema_(schema), entered_(schema.tables.size()) {
        for (std::size_t i = 0; i != schema.tables.size(); ++i)
            index_.emplace(schema.tables[i].name, i);
    }

    std::vector<std::size_t> run() {
        for (std::size_t i = 0; i != schema_.tables.size(); ++i)
            visit(i);
        return std::move(order_);
    }

private:
    void visit(std::size_t root) {
        if (entered_[root]) return;
        enter(root);
        while (!stack_.empty()) {
            auto& [table, next] = stack_.back();
            const std::vector<ForeignKey>& keys = schema_.tables[table].foreign_keys;
            if (next == keys.size()) {
                order_.push_back(table);
                stack_.pop_back();
                continue;
            }
            const auto parent = index_.find(keys[next++].table);
            if (parent != index_.end() && !entered_[parent->second]) enter(parent->second);
        }
    }

    void enter(std::size_t table) {
        entered_[table] = true;
        stack_.emplace_back(table, 0);
    }

    const Schema& schema_;
    std::vector<bool> entered_;
    std::unordered_map<std::string_view, std::size_t> index_;
    std::vector<std::pair<std::size_t, std::size_t>> stack_;  ///< table, and its next foreign key
    std::vector<std::size_t> order_;
};

}  // namespace

std::vector<std::size_t> parents_first(const Schema& schema) {
    return Walk(schema).run();
}

}  // namespace varve::compiler
