#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace varve::compiler {

/// One statement that changes rows. Names are folded.
struct Manipulation {
    std::string verb;  ///< "insert", "replace", "update", "delete"
    std::string table;
    std::size_t next = 0;   ///< the token behind the table's name
    bool replaces = false;  ///< rows that stand in its way go
};

/// Reads off a statement of a normalised script what it does to rows, as far as its tokens tell. Refers to
/// the text.
class StatementReader {
public:
    explicit StatementReader(std::string_view sql);

    std::optional<std::string> dropped_table() const;
    std::optional<Manipulation> manipulation() const;

    /// Whether it is `INSERT INTO t (t) VALUES ('rebuild')`: a word to a full text table, which changes no rows
    /// and fires no triggers.
    bool commands_virtual_table(const Manipulation& insert) const;

    /// The columns that `UPDATE … SET` assigns; nothing when they cannot be told.
    std::optional<std::vector<std::string>> assigned(const Manipulation& update) const;

    /// For `INSERT INTO t (a, b) SELECT x, y FROM …`: each column and the tokens it is filled with; nothing
    /// for other forms.
    using Filling = std::pair<std::string, std::vector<std::string_view>>;
    std::optional<std::vector<Filling>> copied(const Manipulation& insert) const;

private:
    struct Item {
        std::size_t end;   ///< behind its last token
        std::size_t next;  ///< where the next one begins; the end of the statement when there is none
    };

    bool is(std::size_t at, std::string_view word) const;
    bool starts_manipulation(std::size_t at) const;
    std::string name(std::size_t at) const;
    Item item_at(std::size_t at) const;
    std::size_t behind_common_tables() const;

    std::vector<std::string_view> tokens_;
};

}  // namespace varve::compiler
