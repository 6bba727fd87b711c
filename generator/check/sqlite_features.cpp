#include "generator/check/sqlite_features.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

using Kind = SqliteFeature::Kind;
using detail::equal_ignoring_case;
using detail::SqlTokenKind;

constexpr SqliteFeature features[] = {
#define VARVE_FEATURE(kind, name, since, sample, instead) {Kind::kind, name, since, sample, instead},
#include "generator/check/sqlite_features.def"
#undef VARVE_FEATURE
};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view candidate) { return equal_ignoring_case(word, candidate); });
}

bool takes_modifiers(std::string_view function) {
    return is_one_of(function, {"date", "time", "datetime", "julianday", "unixepoch", "strftime"});
}

/// Letter case aside; a `#` is any digit, and what follows a pattern of them does not matter.
bool matches(std::string_view text, std::string_view name) {
    if (name.find('#') == std::string_view::npos) return equal_ignoring_case(text, name);
    if (text.size() < name.size()) return false;
    return std::equal(name.begin(), name.end(), text.begin(), [](char pattern, char c) {
        return pattern == '#' ? detail::is_digit(c) : pattern == c;
    });
}

/// Walks the tokens and knows in whose parentheses it is.
class FeatureReader {
public:
    FeatureReader(std::string_view sql, int floor)
        : sql_(sql), floor_(floor), tokens_(detail::sql_tokens(sql)) {}

    std::vector<FeatureUse> run() {
        for (at_ = 0; at_ < tokens_.size(); ++at_)
            token();
        return std::move(found_);
    }

    std::vector<FeatureUse> options() {
        for (at_ = 0; at_ + 1 < tokens_.size(); ++at_)
            if (text(at_ + 1) == "=") find(Kind::fts5_option, text(at_), at_, at_);
        return std::move(found_);
    }

private:
    struct Call {
        std::string_view function;  ///< "" for parentheses that are no call
        std::size_t open;
        int argument = 0;
    };

    std::string_view text(std::size_t token) const {
        if (token >= tokens_.size()) return "";
        return sql_.substr(tokens_[token].begin, tokens_[token].end - tokens_[token].begin);
    }
    bool is_word(std::size_t token, std::string_view word) const {
        return token < tokens_.size() && tokens_[token].kind == SqlTokenKind::word &&
               equal_ignoring_case(text(token), word);
    }

    void add(const SqliteFeature& feature, std::size_t first, std::size_t last) {
        const bool known = std::any_of(found_.begin(), found_.end(),
                                       [&](const FeatureUse& use) { return use.feature == &feature; });
        if (feature.since > floor_ && !known)
            found_.push_back({&feature, tokens_[first].begin, tokens_[last].end});
    }
    void find(Kind kind, std::string_view name, std::size_t first, std::size_t last) {
        for (const SqliteFeature& feature : features)
            if (feature.kind == kind && matches(name, feature.name)) add(feature, first, last);
    }

    void token() {
        const std::string_view now = text(at_);
        const SqlTokenKind kind = tokens_[at_].kind;
        if (now == "(") {
            calls_.push_back({called(), at_});
        } else if (now == ")") {
            close();
        } else if (now == "," && !calls_.empty()) {
            ++calls_.back().argument;
        } else if (kind == SqlTokenKind::op) {
            find(Kind::sign, now, at_, at_);
        } else if (kind == SqlTokenKind::string) {
            string();
        } else if (kind == SqlTokenKind::word) {
            word();
        }
    }

    /// The function before the parenthesis at `at_`; "" where none is called.
    std::string_view called() const {
        if (at_ == 0 || tokens_[at_ - 1].kind != SqlTokenKind::word) return "";
        const std::string_view name = text(at_ - 1);
        const bool keyword =
            detail::is_sql_keyword(name) && !is_one_of(name, {"raise", "if", "replace", "glob"});
        const bool names_a_table =
            at_ > 1 && is_one_of(text(at_ - 2), {"into", "references", "with", "recursive", "."});
        return keyword || names_a_table || is_common_table() ? "" : name;
    }

    /// `name (…) AS (` is a common table expression.
    bool is_common_table() const {
        int depth = 0;
        std::size_t at = at_;
        do {
            if (text(at) == "(") ++depth;
            if (text(at) == ")") --depth;
            ++at;
        } while (depth > 0 && at < tokens_.size());
        return is_word(at, "as") && (text(at + 1) == "(" || is_one_of(text(at + 1), {"not", "materialized"}));
    }

    void close() {
        if (calls_.empty()) return;
        const Call call = calls_.back();
        calls_.pop_back();
        if (call.function.empty()) return;
        const std::size_t name = call.open - 1;
        find(Kind::function, call.function, name, name);
        find(Kind::optional_function, call.function, name, name);
        const int count = at_ == call.open + 1 ? 0 : call.argument + 1;
        find(Kind::arguments, std::string(call.function) + " " + std::to_string(count), name, at_);
        const bool plain = tokens_[at_ - 1].kind == SqlTokenKind::string && at_ - call.open == 4;
        if (call.argument > 0 && !plain) find(Kind::raise, call.function, name, at_);
    }

    /// Modifiers count wherever they stand in a date function: 'subsec' alone means the time is now.
    void string() {
        if (calls_.empty() || !takes_modifiers(calls_.back().function)) return;
        const Call& call = calls_.back();
        const bool is_strftime = equal_ignoring_case(call.function, "strftime");
        const std::string value = detail::unquote(text(at_));
        if (is_strftime && call.argument == 0) return conversions(value);
        const bool is_time = call.argument == (is_strftime ? 1 : 0) && value.find('-') != std::string::npos;
        if (!is_time) find(Kind::modifier, value, at_, at_);
    }

    void conversions(std::string_view format) {
        for (const SqliteFeature& feature : features) {
            if (feature.kind != Kind::conversion) continue;
            for (std::size_t at = 0; at + 1 < format.size(); ++at) {
                if (format[at] != '%') continue;
                if (format.substr(at, 2) == feature.name) add(feature, at_, at_);
                ++at;
            }
        }
    }

    void word() {
        for (const SqliteFeature& feature : features) {
            if (feature.kind != Kind::words && feature.kind != Kind::optional_words) continue;
            if (const std::size_t last = last_of(feature.name); last != at_) add(feature, at_, last);
        }
        const bool orders = is_word(at_, "order") && is_word(at_ + 1, "by");
        if (orders && !calls_.empty() && !calls_.back().function.empty())
            find(Kind::aggregate_order, "ORDER BY", at_, at_ + 1);
    }

    /// The last token of these words, which begin at `at_`; `at_` where they do not stand.
    std::size_t last_of(std::string_view words) const {
        std::size_t token = at_;
        while (!words.empty()) {
            const std::size_t end = std::min(words.find(' '), words.size());
            if (!is_word(token, words.substr(0, end))) return at_;
            words.remove_prefix(std::min(end + 1, words.size()));
            ++token;
        }
        return token - 1;
    }

    std::string_view sql_;
    int floor_;
    std::vector<detail::SqlToken> tokens_;
    std::size_t at_ = 0;
    std::vector<Call> calls_;
    std::vector<FeatureUse> found_;
};

}  // namespace

std::span<const SqliteFeature> sqlite_features() {
    return features;
}

std::vector<FeatureUse> newer_features(std::string_view sql, int floor) {
    return FeatureReader(sql, floor).run();
}

std::vector<FeatureUse> newer_fts5_options(std::string_view arguments, int floor) {
    return FeatureReader(arguments, floor).options();
}

}  // namespace varve::compiler
