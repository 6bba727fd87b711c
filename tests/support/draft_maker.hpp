#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/support/draft_schema.hpp"

namespace varve::compiler::testing {

/// Makes random parts of schemas. The same seed makes the same on every platform.
class DraftMaker {
public:
    explicit DraftMaker(std::uint32_t seed) : random_(seed) {}

    DraftSchema schema();

    std::size_t below(std::size_t limit) { return random_() % limit; }
    bool chance(std::size_t one_in) { return below(one_in) == 0; }
    template <typename List>
    auto& pick(List& list) {
        return list[below(list.size())];
    }
    int next_id() { return ++last_id_; }

    /// A column of a table that stands, with a name that none of its columns has.
    DraftColumn column(const DraftSchema& schema, const DraftTable& table);
    DraftTable table(const DraftSchema& schema);
    DraftIndex index(const DraftSchema& schema, const DraftTable& table);
    /// A check, unique or reference of the table; "" where none fits.
    std::string item(const DraftSchema& schema, const DraftTable& table);
    DraftObject object(const DraftSchema& schema);

    std::string fresh_name(const std::vector<std::string>& taken);
    std::string fresh_table_name(const DraftSchema& schema);
    void retype(const DraftTable& table, DraftColumn& column);
    void give_value(DraftColumn& column);
    void give_check(DraftColumn& column);
    void give_generated(const DraftTable& table, DraftColumn& column);
    std::string reference(const DraftSchema& schema, const DraftTable& table, DraftColumn& column);
    std::string body_of_index(const DraftTable& table);
    std::string actions();

private:
    std::string conflict();
    std::string constraint_name();
    std::string terms(const DraftTable& table, bool expressions);
    void give_key(DraftTable& table);
    void compose_key(DraftTable& table);
    std::string composite_reference(const DraftSchema& schema, DraftTable& table);
    DraftObject view(const DraftSchema& schema);
    DraftObject trigger(const DraftSchema& schema);
    DraftObject virtual_table(const DraftSchema& schema);

    std::mt19937 random_;
    int last_id_ = 0;
    int last_constraint_ = 0;
};

/// SQL of a value that a column of the type may hold.
std::string value_of_type(const std::string& type);

}  // namespace varve::compiler::testing
