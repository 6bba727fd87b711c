#include "bench/order_chains.hpp"

namespace bench {
namespace {

std::string orders(const std::string& columns, const std::string& items = {}) {
    return "schema orders {\n  edition 1\n}\n\ntable orders {\n  id int64 primary key\n" + columns + items +
           "  index orders_customer (customer, placed_at)\n  index orders_state (state, product)\n}\n";
}

const std::string first = "  customer int64\n  product int64\n  quantity int64\n";
const std::string rest = "  price real\n  state text\n  placed_at int64\n";
const std::string note = "  note text?\n";

}  // namespace

std::vector<WrittenRevision> rebuild_chain() {
    return {{"initial", orders(first + note + rest)}, {"note_last", orders(first + rest + note)}};
}

std::vector<WrittenRevision> constraint_chain() {
    return {{"initial", orders(first + note + rest)},
            {"positive", orders(first + note + rest, "  check orders_positive (quantity > 0)\n")}};
}

}  // namespace bench
