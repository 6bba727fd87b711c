#include "generator/history/merged_items.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include <fmt/format.h>

namespace varve::compiler {
namespace {

constexpr std::array<std::string_view, 14> named = {"table",   "view",  "trigger", "search",  "virtual",
                                                    "enum",    "index", "type",    "unique",  "check",
                                                    "foreign", "on",    "primary", "requires"};

/// The first word, and the second where the first says only what it is.
std::string key_of(std::string_view line) {
    const std::size_t first = std::min(line.find(' '), line.size());
    const bool kind = std::find(named.begin(), named.end(), line.substr(0, first)) != named.end();
    return std::string(line.substr(0, kind ? line.find(' ', std::min(first + 1, line.size())) : first));
}

struct Item {
    std::string block;  ///< "table users"; "" outside
    std::string text;
};

/// The items of a normalised snapshot by block and key; the schema's own block says nothing of the database.
std::map<std::string, Item> items_of(std::string_view snapshot) {
    std::map<std::string, Item> items;
    std::string block;
    while (!snapshot.empty()) {
        const std::string_view line = snapshot.substr(0, snapshot.find('\n'));
        snapshot.remove_prefix(std::min(line.size() + 1, snapshot.size()));
        if (line.empty()) continue;
        if (line == "}") {
            block.clear();
        } else if (block.empty() && line.back() == '{') {
            block = line.substr(0, line.size() - 1);
            while (!block.empty() && block.back() == ' ')
                block.pop_back();
            items[block] = {"", block};
        } else if (block.substr(0, 7) != "schema ") {
            items[block + '\n' + key_of(line)] = {block, std::string(line)};
        }
    }
    std::erase_if(items, [](const auto& item) { return item.first.substr(0, 7) == "schema "; });
    return items;
}

std::string described(const Item& item) {
    return item.block.empty() ? fmt::format("`{}`", item.text)
                              : fmt::format("`{}` in `{}`", item.text, item.block);
}

const Item* find(const std::map<std::string, Item>& items, const std::string& key) {
    const auto found = items.find(key);
    return found == items.end() ? nullptr : &found->second;
}

bool same(const Item* a, const Item* b) {
    return a == nullptr || b == nullptr ? a == b : a->text == b->text;
}

}  // namespace

LostItems lost_items(const std::string& common, const std::string& side, const std::string& today) {
    const std::map<std::string, Item> was = items_of(common);
    const std::map<std::string, Item> theirs = items_of(side);
    const std::map<std::string, Item> now = items_of(today);
    LostItems lost;
    for (const auto& [key, item] : theirs)
        if (!same(&item, find(was, key)) && same(find(now, key), find(was, key)))
            lost.missing.push_back(described(item));
    for (const auto& [key, item] : was)
        if (find(theirs, key) == nullptr && same(&item, find(now, key))) lost.left.push_back(described(item));
    return lost;
}

}  // namespace varve::compiler
