#include "generator/driver/spent_hints.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace varve::compiler {
namespace {

void add(std::vector<Span>& spans, const std::optional<Hint>& hint) {
    if (hint) spans.push_back(hint->span);
}

}  // namespace

std::vector<Span> hint_spans(const Schema& schema) {
    std::vector<Span> spans;
    for (const Enum& values : schema.enums) {
        for (const auto& [old_value, new_value] : values.map)
            spans.push_back(old_value.span);
    }
    for (const Table& table : schema.tables) {
        add(spans, table.was);
        for (const Column& column : table.columns) {
            add(spans, column.was);
            add(spans, column.fill);
            add(spans, column.convert);
        }
        for (const Index& index : table.indexes)
            add(spans, index.was);
    }
    std::sort(spans.begin(), spans.end(),
              [](Span a, Span b) { return std::tie(a.file, a.begin) < std::tie(b.file, b.begin); });
    spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
    return spans;
}

std::string without_hints(std::string_view text, const std::vector<Span>& hints) {
    std::string out;
    std::size_t from = 0;
    for (const Span& hint : hints) {
        std::size_t end = hint.begin;
        while (end > from && (text[end - 1] == ' ' || text[end - 1] == '\t'))
            --end;
        out += text.substr(from, end - from);
        from = hint.end;
    }
    return out.append(text.substr(from));
}

}  // namespace varve::compiler
