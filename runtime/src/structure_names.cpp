#include "runtime/src/structure_names.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/src/catalog.hpp"
#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {
namespace {

using Kind = SqlTokenKind;

/// Names in the letters of their declaration, found by their folded form.
using Names = std::map<std::string, std::string>;

using Catalog = std::map<std::string, const DeclaredNames*>;

bool begins_constraint(std::string_view word) {
    constexpr std::array<std::string_view, 5> words = {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"};
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view keyword) { return equal_ignoring_case(word, keyword); });
}

/// The tokens of one statement, and what of its text is to be written otherwise.
class NameTokens {
public:
    explicit NameTokens(std::string_view sql) : sql_(sql), tokens_(sql_tokens(sql)) {
        std::erase_if(tokens_, [](const SqlToken& token) { return token.kind == Kind::directive; });
    }

    std::size_t size() const { return tokens_.size(); }
    Kind kind(std::size_t at) const { return at < size() ? tokens_[at].kind : Kind::semicolon; }
    std::string_view text(std::size_t at) const {
        return at < size() ? sql_.substr(tokens_[at].begin, tokens_[at].end - tokens_[at].begin)
                           : std::string_view{};
    }
    bool is(std::size_t at, std::string_view word) const { return equal_ignoring_case(text(at), word); }
    std::string name(std::size_t at) const { return unquote(text(at)); }

    /// Behind the bracket that closes the one at `open`.
    std::size_t behind_group(std::size_t open) const {
        int depth = 0;
        for (std::size_t at = open; at < size(); ++at) {
            if (is(at, "(")) ++depth;
            if (is(at, ")") && --depth == 0) return at + 1;
        }
        return size();
    }

    void write(std::size_t at, std::string text) { edits_.emplace_back(at, std::move(text)); }

    /// Another spelling of a declared name becomes the declared one.
    void settle(std::size_t at, const Names& names) {
        const auto declared = names.find(fold(name(at)));
        if (declared != names.end() && declared->second != name(at)) write(at, quote(declared->second, '"'));
    }

    /// Double quotes around what is no column make a string, from `first` up to `last`.
    void settle_strings(std::size_t first, std::size_t last, const Names& columns) {
        for (std::size_t at = first; at < last; ++at) {
            if (text(at).front() != '"' || is_name(at) || columns.contains(fold(name(at)))) continue;
            write(at, quote(name(at), '\''));
        }
    }

    bool has_edits() const { return !edits_.empty(); }

    std::string edited() const {
        std::string out;
        std::size_t end = 0;
        for (const auto& [at, text] : edits_) {
            out.append(sql_.substr(end, tokens_[at].begin - end)).append(text);
            end = tokens_[at].end;
        }
        return out.append(sql_.substr(end));
    }

private:
    static std::string quote(std::string_view text, char mark) {
        std::string out(1, mark);
        for (const char c : text)
            out.append(c == mark ? 2 : 1, c);
        return out + mark;
    }

    /// What can only be a name where it stands, or names the rowid.
    bool is_name(std::size_t at) const {
        const std::string folded = fold(name(at));
        return is(at - 1, ".") || is(at + 1, ".") || is(at + 1, "(") || is(at - 1, "COLLATE") ||
               is(at - 1, "AS") || folded == "rowid" || folded == "oid" || folded == "_rowid_";
    }

    std::string_view sql_;
    std::vector<SqlToken> tokens_;
    std::vector<std::pair<std::size_t, std::string>> edits_;
};

/// The bracket that opens the columns; the end for a table without such.
std::size_t open_bracket(const NameTokens& sql) {
    std::size_t at = 0;
    while (at < sql.size() && !sql.is(at, "("))
        ++at;
    return sql.is(1, "VIRTUAL") ? sql.size() : at;
}

DeclaredNames declared_by(const StructureObject& object) {
    DeclaredNames table{object.name, {}, {}};
    if (object.type != "table") return table;
    const NameTokens sql(object.sql);
    for (std::size_t at = 1; at < sql.size(); ++at)
        if (sql.is(at - 1, "REFERENCES")) table.references.push_back(fold(sql.name(at)));
    bool begins = true;
    for (std::size_t at = open_bracket(sql) + 1; at < sql.size() && !sql.is(at, ")");) {
        if (begins && (table.columns.empty() || !begins_constraint(sql.text(at))))
            table.columns.emplace(fold(sql.name(at)), sql.name(at));
        begins = sql.is(at, ",");
        at = sql.is(at, "(") ? sql.behind_group(at) : at + 1;
    }
    return table;
}

class Settling {
public:
    Settling(const std::vector<StructureObject>& objects, const KnownNames& known) {
        for (const StructureObject& object : objects) {
            if (object.type != "table" && object.type != "view") continue;
            tables_.emplace(fold(object.name), object.name);
            const DeclaredNames* names = known(object);
            if (names == nullptr) names = &read_.emplace_back(declared_by(object));
            catalog_.emplace(fold(object.name), names);
        }
    }

    void settle(StructureObject& object) const {
        const auto table = catalog_.find(fold(object.table));
        if (table == catalog_.end() || object.type == "view") return;
        object.table = table->second->name;
        NameTokens sql(object.sql);
        if (object.type == "table") settle_table(sql, table->second->columns);
        if (object.type == "index") settle_index(sql, table->second->columns);
        if (object.type == "trigger") settle_trigger(sql, table->second->columns);
        if (sql.has_edits()) object.sql = sql.edited();
    }

private:
    /// The first word of each element of a list in brackets.
    static std::size_t settle_list(NameTokens& sql, std::size_t open, const Names& names) {
        const std::size_t end = sql.behind_group(open);
        bool begins = true;
        for (std::size_t at = open + 1; at < end; ++at) {
            if (begins) sql.settle(at, names);
            begins = sql.is(at, ",");
        }
        return end;
    }

    std::size_t settle_reference(NameTokens& sql, std::size_t at) const {
        sql.settle(at, tables_);
        const auto parent = catalog_.find(fold(sql.name(at)));
        if (!sql.is(at + 1, "(") || parent == catalog_.end()) return at + 1;
        return settle_list(sql, at + 1, parent->second->columns);
    }

    void settle_table(NameTokens& sql, const Names& columns) const {
        for (std::size_t at = open_bracket(sql) + 1; at < sql.size();) {
            const bool names = sql.is(at - 1, "KEY") || sql.is(at - 1, "UNIQUE");
            if (sql.is(at, "(") && names) {
                at = settle_list(sql, at, columns);
            } else if (sql.is(at, "(")) {
                const std::size_t end = sql.behind_group(at);
                const bool expression =
                    sql.is(at - 1, "CHECK") || sql.is(at - 1, "AS") || sql.is(at - 1, "DEFAULT");
                if (expression) sql.settle_strings(at, end, columns);
                at = end;
            } else {
                at = sql.is(at, "REFERENCES") ? settle_reference(sql, at + 1) : at + 1;
            }
        }
    }

    void settle_index(NameTokens& sql, const Names& columns) const {
        const std::size_t open = open_bracket(sql);
        if (open >= sql.size()) return;
        sql.settle(open - 1, tables_);
        const std::size_t end = sql.behind_group(open);
        for (std::size_t at = open + 1; at < end;) {
            std::size_t behind = at;
            while (behind + 1 < end && !sql.is(behind, ","))
                behind = sql.is(behind, "(") ? sql.behind_group(behind) : behind + 1;
            const bool column = behind == at + 1 || sql.is(at + 1, "COLLATE") || sql.is(at + 1, "ASC") ||
                                sql.is(at + 1, "DESC");
            if (column)
                sql.settle(at, columns);
            else
                sql.settle_strings(at, behind, columns);
            at = std::max(behind, at) + 1;
        }
        sql.settle_strings(end, sql.size(), columns);
    }

    /// `AFTER UPDATE OF columns ON table`
    void settle_trigger(NameTokens& sql, const Names& columns) const {
        std::size_t at = 3;
        bool lists = false;
        for (; at < sql.size() && !sql.is(at, "ON"); ++at) {
            if (lists) sql.settle(at, columns);
            lists = lists || (sql.is(at, "OF") && sql.is(at - 1, "UPDATE"));
        }
        sql.settle(at + 1, tables_);
    }

    Names tables_;
    Catalog catalog_;
    std::deque<DeclaredNames> read_;  ///< what was not known
};

}  // namespace

bool DeclaredNames::has(const std::string& spelled) const {
    if (spelled == name) return true;
    const auto column = columns.find(fold(spelled));
    return column != columns.end() && column->second == spelled;
}

DeclaredNames declared_names(const StructureObject& object) {
    if (object.type != "table" && object.type != "view") return {};
    return declared_by(object);
}

void settle_names(std::vector<StructureObject>& objects) {
    settle_names(
        objects, [](const StructureObject&) { return true; }, [](const StructureObject&) { return nullptr; });
}

void settle_names(std::vector<StructureObject>& objects,
                  const std::function<bool(const StructureObject&)>& wanted, const KnownNames& known) {
    const Settling settling(objects, known);
    for (StructureObject& object : objects)
        if (wanted(object)) settling.settle(object);
}

}  // namespace varve::detail
