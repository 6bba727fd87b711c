#include "runtime/src/sql_names.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>

#include "runtime/src/sql_chars.hpp"

namespace varve::detail {
namespace {

// The keywords that SQLite 3.40 also takes as bare names (parse.y, %fallback and JOIN_KW), without the three
// that are values of their own (CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP).
constexpr std::array<std::string_view, 86> name_keywords = {
    "ABORT",     "ACTION",   "AFTER",     "ALWAYS",    "ANALYZE",   "ASC",       "ATTACH",  "BEFORE",
    "BEGIN",     "BY",       "CASCADE",   "CAST",      "COLUMN",    "CONFLICT",  "CROSS",   "CURRENT",
    "DATABASE",  "DEFERRED", "DESC",      "DETACH",    "DO",        "EACH",      "END",     "EXCLUDE",
    "EXCLUSIVE", "EXPLAIN",  "FAIL",      "FILTER",    "FIRST",     "FOLLOWING", "FOR",     "FULL",
    "GENERATED", "GLOB",     "GROUPS",    "IF",        "IGNORE",    "IMMEDIATE", "INDEXED", "INITIALLY",
    "INNER",     "INSTEAD",  "KEY",       "LAST",      "LEFT",      "LIKE",      "MATCH",   "MATERIALIZED",
    "NATURAL",   "NO",       "NULLS",     "OF",        "OFFSET",    "OTHERS",    "OUTER",   "OVER",
    "PARTITION", "PLAN",     "PRAGMA",    "PRECEDING", "QUERY",     "RAISE",     "RANGE",   "RECURSIVE",
    "REGEXP",    "REINDEX",  "RELEASE",   "RENAME",    "REPLACE",   "RESTRICT",  "RIGHT",   "ROLLBACK",
    "ROW",       "ROWS",     "SAVEPOINT", "TEMP",      "TEMPORARY", "TIES",      "TRIGGER", "UNBOUNDED",
    "VACUUM",    "VIEW",     "VIRTUAL",   "WINDOW",    "WITH",      "WITHOUT"};
static_assert(std::is_sorted(name_keywords.begin(), name_keywords.end()));

bool among(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

class Places {
public:
    Places(std::string_view text, const std::vector<SqlToken>& tokens) : upper_(text) {
        for (char& c : upper_)
            c = ascii_upper(c);
        words_.reserve(tokens.size());
        names_.reserve(tokens.size());
        for (const SqlToken& token : tokens) {
            const bool shown = token.kind == SqlTokenKind::word || token.kind == SqlTokenKind::op;
            const std::string_view word =
                std::string_view(upper_).substr(token.begin, shown ? token.end - token.begin : 0);
            words_.push_back({word, token.kind});
        }
        const std::size_t table = at(1).word == "TEMP" || at(1).word == "TEMPORARY" ? 2 : 1;
        in_table_ = at(0).word == "CREATE" && at(table).word == "TABLE";
    }

    std::vector<bool> run() {
        int depth = 0;
        for (std::size_t i = 0; i != words_.size(); ++i) {
            const std::string_view word = words_[i].word;
            const bool candidate = words_[i].kind == SqlTokenKind::word && is_sql_keyword(word) &&
                                   std::binary_search(name_keywords.begin(), name_keywords.end(), word);
            names_.push_back(candidate && is_name(i, depth));
            depth += word == "(" ? 1 : word == ")" ? -1 : 0;
        }
        return std::move(names_);
    }

private:
    struct Word {
        std::string_view word;  ///< upper case; empty for what is neither word nor operator
        SqlTokenKind kind = SqlTokenKind::semicolon;
    };

    const Word& at(std::size_t i) const { return i < words_.size() ? words_[i] : none_; }

    bool is_name(std::size_t i, int depth) const {
        if (i == 0 || names_[i - 1]) return false;
        const std::string_view previous = at(i - 1).word;
        const std::string_view next = at(i + 1).word;
        if (previous == "." || next == ".") return true;
        if (at(i).word == "IF" && among(next, {"NOT", "EXISTS"})) return false;
        if (among(previous, {"TABLE", "INDEX", "INTO", "REFERENCES", "CONSTRAINT"})) return true;
        if (among(previous, {"VIEW", "TRIGGER"})) return i <= 3;
        const bool opens = previous == "(" || previous == ",";
        if (opens && depth == 1 && in_table_) return true;
        if (opens && depth == 0 && in_table_) return false;
        if (next == "(")
            return previous == "ON" && !among(at(i).word, {"CAST", "CONFLICT", "GLOB", "LIKE", "REPLACE"});
        if (opens) return !begins_clause(i) && at(i - 2).word != "RAISE";
        if (at(i - 1).kind == SqlTokenKind::op) return previous != ")";
        return follows_operand_word(i);
    }

    /// WITH … in a subquery, PARTITION BY, RANGE BETWEEN … in a window: the word after them tells.
    bool begins_clause(std::size_t i) const {
        if (!among(at(i).word, {"WITH", "PARTITION", "ROWS", "RANGE", "GROUPS"})) return false;
        const Word& next = at(i + 1);
        const bool ends = next.kind == SqlTokenKind::op || next.kind == SqlTokenKind::semicolon;
        return !ends && !among(next.word, {"ASC", "DESC", "COLLATE", "FROM"});
    }

    bool follows_operand_word(std::size_t i) const {
        const std::string_view word = at(i).word;
        const std::string_view previous = at(i - 1).word;
        const std::string_view next = at(i + 1).word;
        if (previous == "NOT") return next == ")" || !among(word, {"LIKE", "GLOB", "REGEXP", "MATCH"});
        if (previous == "AS") return !begins_clause(i);
        if (previous == "ON") return word != "CONFLICT" || at(i + 1).kind == SqlTokenKind::op;
        if (among(previous, {"AND", "BETWEEN"})) return !among(next, {"ROW", "FOLLOWING", "PRECEDING"});
        if (previous == "OR") return i < 2 || !among(at(i - 2).word, {"INSERT", "UPDATE"});
        return among(previous, {"WHERE", "SELECT", "DISTINCT", "WHEN", "THEN", "ELSE", "HAVING", "BY", "FROM",
                                "CASE", "JOIN", "SET"});
    }

    std::string upper_;
    std::vector<bool> names_;
    std::vector<Word> words_;  ///< of `upper_`
    Word none_;
    bool in_table_ = false;
};

}  // namespace

std::vector<bool> keywords_used_as_names(std::string_view text, const std::vector<SqlToken>& tokens) {
    return Places(text, tokens).run();
}

}  // namespace varve::detail
