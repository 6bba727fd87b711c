#include "generator/history/merge_snapshots.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "generator/history/merge_lists.hpp"

namespace varve::compiler {
namespace {

/// A declaration or one item of it: one line, or a head with items between its braces.
struct Item {
    std::string line;
    bool block = false;
    std::vector<std::pair<std::string, Item>> items;  ///< by what names them, in order
};

using Items = std::vector<std::pair<std::string, Item>>;

/// The end of the word at `at`; a quoted name is one, whatever stands in it.
std::size_t word_end(std::string_view line, std::size_t at) {
    if (line[at] != '"') return std::min(line.find_first_of(" (", at), line.size());
    for (std::size_t end = at + 1; end < line.size(); ++end) {
        if (line[end] != '"') continue;
        if (end + 1 == line.size() || line[end + 1] != '"') return end + 1;
        ++end;
    }
    return line.size();
}

std::string words(std::string_view line, std::size_t count) {
    std::size_t end = 0;
    for (std::size_t at = 0; count != 0 && at < line.size(); --count, at = end + 1)
        end = word_end(line, at);
    return std::string(line.substr(0, end));
}

bool begins(std::string_view line, std::initializer_list<std::string_view> heads) {
    return std::any_of(heads.begin(), heads.end(), [&](std::string_view head) {
        return line.substr(0, head.size()) == head &&
               (line.size() == head.size() || line[head.size()] == ' ' || line[head.size()] == '(');
    });
}

/// What names a declaration: "table users", "trigger t". What has no name is named by all of it.
std::string declaration_key(std::string_view line) {
    if (begins(line, {"virtual table"})) return words(line, 3);
    if (begins(line, {"schema", "table", "enum", "type", "view", "trigger", "search"})) return words(line, 2);
    return std::string(line);
}

/// What names an item of a table or of the schema block: a column, a constraint, an index, a setting.
std::string item_key(std::string_view line) {
    if (begins(line, {"primary key"})) return "primary key";
    if (begins(line, {"unique index"})) return words(line.substr(7), 2);
    if (begins(line, {"index"})) return words(line, 2);
    if (begins(line, {"unique", "check", "foreign"})) {
        const std::string named = words(line, 2);
        return named.find_last_of(' ') + 1 == named.size() || named.find(' ') == std::string::npos
                   ? std::string(line)
                   : named;
    }
    return begins(line, {"on"}) ? std::string(line) : words(line, 1);
}

Items read(std::string_view text) {
    Items items;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        Item* open = items.empty() || !items.back().second.block ? nullptr : &items.back().second;
        const bool closed = open == nullptr || (!open->items.empty() && open->items.back().first == "}");
        Item item{std::string(line), false, {}};
        if (!closed) {
            open->items.emplace_back(line == "}" ? "}" : item_key(line), std::move(item));
            continue;
        }
        item.block = line.substr(line.size() - std::min<std::size_t>(2, line.size())) == " {";
        items.emplace_back(declaration_key(line), std::move(item));
    }
    return items;
}

bool operator==(const Item& a, const Item& b) {
    return a.line == b.line && a.items == b.items;
}

const Item* find(const Items& items, const std::string& key) {
    for (const auto& [name, item] : items)
        if (name == key) return &item;
    return nullptr;
}

bool same(const Item* a, const Item* b) {
    return a == b || (a != nullptr && b != nullptr && *a == *b);
}

class SnapshotMerge {
public:
    Items merge(const Items& before, const Items& after, const Items& onto, const std::string& within) {
        std::map<std::string, Item> kept;
        for (const Items* side : {&before, &after, &onto})
            for (const auto& [key, item] : *side)
                if (kept.find(key) == kept.end()) merge_one(key, before, after, onto, within, kept);
        Items merged;
        for (const std::string& key : order(before, after, onto, within, kept))
            if (const auto found = kept.find(key); found != kept.end())
                merged.emplace_back(key, std::move(found->second));
        return merged;
    }

    std::vector<MergeConflict> conflicts;

private:
    void merge_one(const std::string& key, const Items& before, const Items& after, const Items& onto,
                   const std::string& within, std::map<std::string, Item>& kept) {
        const Item* base = find(before, key);
        const Item* ours = find(after, key);
        const Item* theirs = find(onto, key);
        const auto keep = [&](const Item* item) {
            if (item != nullptr) kept.emplace(key, *item);
        };
        if (same(base, ours) || same(ours, theirs)) return keep(theirs);
        if (same(base, theirs)) return keep(ours);
        const bool blocks = base != nullptr && ours != nullptr && theirs != nullptr && ours->block &&
                            theirs->block && ours->line == theirs->line;
        if (!blocks) return conflict(key, ours, theirs, within);
        Item both{ours->line, true, merge(base->items, ours->items, theirs->items, key)};
        kept.emplace(key, std::move(both));
    }

    void conflict(const std::string& key, const Item* ours, const Item* theirs, const std::string& within) {
        const auto line = [](const Item* item) {
            return item == nullptr || item->block ? std::string() : item->line;
        };
        const std::string what =
            within.empty() ? fmt::format("`{}`", key) : fmt::format("`{}` of `{}`", key, within);
        // A key is met once a side.
        for (const MergeConflict& told : conflicts)
            if (told.what == what) return;
        conflicts.push_back({what, line(ours), line(theirs)});
    }

    Lines order(const Items& before, const Items& after, const Items& onto, const std::string& within,
                const std::map<std::string, Item>& kept) {
        const auto keys = [&](const Items& items) {
            Lines names;
            for (const auto& [key, item] : items)
                if (kept.find(key) != kept.end()) names.push_back(key);
            return names;
        };
        const Lines ours = keys(after);
        const Lines theirs = keys(onto);
        if (std::optional<Lines> merged = merge_lists(keys(before), ours, theirs, BothAdd::theirs_first))
            return *merged;
        conflicts.push_back(
            {within.empty() ? "the order of declarations" : fmt::format("the order within `{}`", within), "",
             ""});
        return theirs;
    }
};

std::string text_of(const Items& items) {
    std::string text;
    for (const auto& [key, item] : items)
        text += item.line + '\n' + text_of(item.items);
    return text;
}

}  // namespace

MergedSnapshot merge_snapshots(std::string_view before, std::string_view after, std::string_view onto) {
    SnapshotMerge merge;
    MergedSnapshot merged;
    merged.text = text_of(merge.merge(read(before), read(after), read(onto), ""));
    merged.conflicts = std::move(merge.conflicts);
    return merged;
}

}  // namespace varve::compiler
