#include <algorithm>

#include "generator/sqlite/as_written.hpp"
#include "generator/sqlite/lift_parts.hpp"

namespace varve::compiler::sqlite {

namespace {

/// The item that holds a token, its comma included; null for the head and the tail of the statement.
const TableItem* item_at(const std::vector<TableItem>& items, std::size_t token) {
    const auto after =
        std::upper_bound(items.begin(), items.end(), token,
                         [](std::size_t at, const TableItem& item) { return at < item.first; });
    if (after == items.begin()) return nullptr;
    const TableItem& item = *std::prev(after);
    return token <= item.last ? &item : nullptr;
}

/// The part of a gap that stands on the line of the token before it; all of it where no line ends.
std::size_t end_of_first_line(std::string_view gap) {
    std::size_t at = 0;
    while (at < gap.size() && gap[at] != '\n') {
        const std::size_t close = gap.substr(at, 2) == "/*" ? gap.find("*/", at + 2) : std::string_view::npos;
        at = close == std::string_view::npos ? at + 1 : close + 2;
    }
    return std::min(at, gap.size());
}

class CommentLift {
public:
    CommentLift(const TokenReader& reader, const std::vector<TableItem>& items, Table& table)
        : reader_(reader), items_(items), table_(table) {}

    void run() {
        for (std::size_t token = 1; token < reader_.size(); ++token)
            if (!reader_.is_kept(token)) split(token, reader_.gap_before(token));
    }

private:
    /// What stands behind a token on its line speaks of it, the rest of what follows. A comment between two
    /// tokens of one line speaks of the second where the first only parts items.
    void split(std::size_t token, std::string_view gap) {
        const TableItem* before = item_at(items_, token - 1);
        const TableItem* after = item_at(items_, token);
        const std::size_t line = end_of_first_line(gap);
        const bool parts = before == nullptr || token - 1 == before->last;
        const bool one_line = line == gap.size();
        add(one_line && parts ? after : before, gap.substr(0, line));
        add(after, gap.substr(line));
    }

    void add(const TableItem* item, std::string_view gap) {
        const std::string text = comment_text(gap);
        if (text.empty()) return;
        std::string& doc = item == nullptr || item->column < 0
                               ? table_.doc
                               : table_.columns[static_cast<std::size_t>(item->column)].doc;
        doc.append(doc.empty() ? "" : "\n").append(text);
    }

    const TokenReader& reader_;
    const std::vector<TableItem>& items_;
    Table& table_;
};

}  // namespace

void lift_comments(const TokenReader& reader, const std::vector<TableItem>& items, Table& table) {
    CommentLift(reader, items, table).run();
}

}  // namespace varve::compiler::sqlite
