#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/structure.hpp"

namespace varve::detail {
namespace {

using Objects = std::map<std::pair<std::string_view, std::string_view>, const StructureObject*>;

Objects by_name(const Structure& structure) {
    Objects objects;
    for (const StructureObject& object : structure.objects)
        objects[{object.type, object.name}] = &object;
    return objects;
}

/// Tokens, and how many of them at either end equal the other side's: only what lies between is worth
/// showing.
class Excerpt {
public:
    explicit Excerpt(std::string_view sql) : sql_(sql), tokens_(sql_tokens(sql)) {}

    std::size_t size() const { return tokens_.size(); }
    std::string_view at(std::size_t i) const {
        return sql_.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
    }

    std::string show(std::size_t head, std::size_t tail) const {
        constexpr std::size_t context = 4;
        const std::size_t first = head > context ? head - context : 0;
        const std::size_t last = std::min(size(), size() - tail + context);
        if (sql_.size() <= 100 || first >= last) return fmt::format("`{}`", sql_);
        const std::string_view shown =
            sql_.substr(tokens_[first].begin, tokens_[last - 1].end - tokens_[first].begin);
        return fmt::format("`{}{}{}`", first == 0 ? "" : "… ", shown, last == size() ? "" : " …");
    }

private:
    std::string_view sql_;
    std::vector<SqlToken> tokens_;
};

std::string altered(const StructureObject& expected, const StructureObject& found) {
    if (expected.sql == found.sql) {
        return fmt::format("altered {} {}: expected on table {}, found on table {}", expected.type,
                           expected.name, expected.table, found.table);
    }
    const Excerpt a(expected.sql);
    const Excerpt b(found.sql);
    const std::size_t shorter = std::min(a.size(), b.size());
    std::size_t head = 0;
    while (head != shorter && a.at(head) == b.at(head))
        ++head;
    std::size_t tail = 0;
    while (tail != shorter - head && a.at(a.size() - 1 - tail) == b.at(b.size() - 1 - tail))
        ++tail;
    return fmt::format("altered {} {}: expected {}, found {}", expected.type, expected.name,
                       a.show(head, tail), b.show(head, tail));
}

}  // namespace

std::vector<std::string> describe_difference(const Structure& expected, const Structure& found) {
    const Objects ours = by_name(expected);
    const Objects theirs = by_name(found);
    std::vector<std::string> lines;
    for (const auto& [key, object] : ours) {
        const auto other = theirs.find(key);
        if (other == theirs.end()) {
            lines.push_back(fmt::format("missing {} {}", key.first, key.second));
        } else if (*object != *other->second) {
            lines.push_back(altered(*object, *other->second));
        }
    }
    for (const auto& [key, object] : theirs) {
        if (!ours.contains(key)) lines.push_back(fmt::format("unknown {} {}", key.first, key.second));
    }
    return lines;
}

}  // namespace varve::detail
