#include <fmt/format.h>

#include <algorithm>

#include "generator/history/cells.hpp"
#include "generator/history/facets.hpp"
#include "generator/history/null_probe.hpp"
#include "generator/history/plan_down.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"
#include "runtime/include/varve/connection.hpp"
#include "runtime/include/varve/error.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

/// Columns, and the words of expressions among which columns are.
std::vector<std::string> names_in(const std::vector<KeyTerm>& terms) {
    std::vector<std::string> names;
    for (const KeyTerm& term : terms) {
        if (!term.column.empty()) names.push_back(term.column);
        for (const detail::SqlToken& token : detail::sql_tokens(term.expression))
            names.push_back(detail::unquote(
                std::string_view(term.expression).substr(token.begin, token.end - token.begin)));
    }
    return names;
}

std::vector<std::string> columns_of(const std::vector<KeyTerm>& terms) {
    std::vector<std::string> columns;
    for (const KeyTerm& term : terms)
        if (!term.column.empty()) columns.push_back(term.column);
    return columns;
}

bool is_plain(const Index& index) {
    return index.where.empty() && std::all_of(index.terms.begin(), index.terms.end(),
                                              [](const KeyTerm& term) { return !term.column.empty(); });
}

bool is_false_of(const SqlText& check, const std::string& column, const SqlText& value) {
    ConnectionOptions options;
    options.path = ":memory:";
    try {
        Connection connection = Connection::open(options);
        return count_of(connection.native_handle(), fmt::format("SELECT NOT ({}) FROM (SELECT {} AS {})",
                                                                check, value, sqlite::quote(column))) != 0;
    } catch (const Error&) {
        return false;
    }
}

/// What a key is made of, and those of its terms that are columns as they stand.
struct Key {
    std::vector<std::string> names;
    std::vector<std::string> columns;
};

/// Indexes of expressions or of a part of the rows are keys of a kind.
std::vector<Key> keys_of(const Table& table, bool of_any_kind) {
    std::vector<Key> keys;
    const auto add = [&](const std::vector<KeyTerm>& terms) {
        keys.push_back({names_in(terms), columns_of(terms)});
    };
    if (table.primary_key) add(table.primary_key->terms);
    for (const Unique& unique : table.uniques)
        keys.push_back({unique.columns, unique.columns});
    for (const Index& index : table.indexes)
        if (index.unique && (of_any_kind || is_plain(index))) add(index.terms);
    return keys;
}

/// What one table of the older schema demands of values that the way back can only make up: those of a column
/// that is made anew, and those that the way up wrote.
class TableWayBack {
public:
    TableWayBack(const Course& up, const Course& down, const TableMatch& table,
                 std::vector<std::string>& reasons)
        : up_(up),
          down_(down),
          table_(table),
          old_(*table.after),
          now_(*table.before),
          up_match_(up.matching.of_before(old_.name)),
          reasons_(reasons) {}

    void run() {
        for (const Key& key : keys_of(old_, true))
            if (!is_unique_now(key.columns)) tell(key.names, "stand in a key");
        for (const ForeignKey& key : old_.foreign_keys)
            if (!key.unchecked && !refers_now(key)) tell(key.columns, "name rows of another table");
        for (const ColumnMatch& column : table_.columns)
            if ((is_rewritten_by_up(*column.after) && demands_more(*column.before, *column.after)) ||
                fill_is_refused(*column.after))
                tell({column.after->name}, "are checked");
        tell_of_nulls();
    }

private:
    enum class Source { row, made_up, null };

    /// Where the way back has the column's values from.
    Source source_of(const std::string& name) const {
        const Column* column = find_column(old_, name);
        if (column == nullptr || column->generated) return Source::row;
        if (table_.before_of(*column) != nullptr)
            return is_written_by_up(*column) ? Source::made_up : Source::row;
        if (column == sqlite::rowid_alias(down_.after, old_)) return Source::row;
        if (!column->default_value || same_name(column->default_value->sql, "NULL")) return Source::null;
        return column->default_value->sql.find("random") != std::string::npos ? Source::row : Source::made_up;
    }

    /// The column that the way up made of this one, with the one it made it of; both null for none.
    ColumnMatch up_pair(const Column& old) const {
        const Column* before = up_match_ == nullptr ? nullptr : find_column(*up_match_->before, old.name);
        const Column* after = before == nullptr ? nullptr : up_match_->after_of(*before);
        return after == nullptr ? ColumnMatch{nullptr, nullptr} : ColumnMatch{before, after};
    }

    /// All of its values, so that those of the older schema's checks may not be among them.
    bool is_rewritten_by_up(const Column& old) const {
        const Column* written = up_pair(old).after;
        return written != nullptr && !old.generated && (written->convert || written->generated);
    }

    /// The NULLs of a column, which no check of the older schema ever looked at.
    bool is_filled_by_up(const Column& old) const {
        const auto [before, written] = up_pair(old);
        return written != nullptr && !old.generated && written->fill && before->nullable &&
               !written->nullable;
    }

    /// What a fill computes of other columns is not known here, and left to the way back's pre-flight.
    bool fill_is_refused(const Column& old) const {
        if (!is_filled_by_up(old)) return false;
        const SqlText& fill = up_pair(old).after->fill->value;
        return std::any_of(old.checks.begin(), old.checks.end(),
                           [&](const Check& check) { return is_false_of(check.sql, old.name, fill); });
    }

    bool is_mapped(const Column& written) const {
        const Enum* values =
            written.type.kind == TypeKind::enumeration ? up_.after.find_enum(written.type.name) : nullptr;
        return values != nullptr && !values->map.empty();
    }

    /// At least the values of some rows.
    bool is_written_by_up(const Column& old) const {
        const Column* written = up_pair(old).after;
        if (written == nullptr || old.generated) return false;
        return is_filled_by_up(old) || is_mapped(*written) || is_rewritten_by_up(old);
    }

    /// Today's names of columns that are there today.
    std::vector<std::string> in_todays_names(const std::vector<std::string>& columns) const {
        std::vector<std::string> names;
        for (const std::string& name : columns)
            if (const Column* column = find_column(old_, name))
                if (const Column* now = table_.before_of(*column)) names.push_back(now->name);
        return names;
    }

    bool is_unique_now(const std::vector<std::string>& key) const {
        const std::vector<std::string> names = in_todays_names(key);
        const auto keys = keys_of(now_, false);
        return std::any_of(keys.begin(), keys.end(), [&](const Key& now) {
            return !now.columns.empty() &&
                   std::all_of(now.columns.begin(), now.columns.end(),
                               [&](const auto& name) { return holds_name(names, name); });
        });
    }

    bool refers_now(const ForeignKey& key) const {
        const std::vector<std::string> names = in_todays_names(key.columns);
        const TableMatch* parent = up_.matching.of_before(key.table);
        if (names.size() != key.columns.size() || parent == nullptr) return false;
        std::vector<std::string> references;
        for (const std::string& name : key.references)
            if (const Column* column = find_column(*parent->before, name))
                if (const Column* now = parent->after_of(*column)) references.push_back(now->name);
        return std::any_of(now_.foreign_keys.begin(), now_.foreign_keys.end(), [&](const ForeignKey& now) {
            return !now.unchecked && now.columns == names && now.references == references &&
                   same_name(now.table, parent->after->name);
        });
    }

    /// Whether the older schema lets in less than today's. `now` reads in today's names.
    bool demands_more(const Column& now, const Column& old) const {
        if (holds_null(down_.before, now_, now) && !holds_null(down_.after, old_, old)) return true;
        const NameMap names{{old.name, now.name}};
        return std::any_of(old.checks.begin(), old.checks.end(), [&](const Check& check) {
            const SqlText wanted = rename_words(check.sql, names);
            return std::none_of(now.checks.begin(), now.checks.end(),
                                [&](const Check& held) { return same_sql(held.sql, wanted); });
        });
    }

    void tell(const std::vector<std::string>& columns, const char* why) {
        std::vector<std::string> made_up;
        for (const std::string& name : columns) {
            const Source source = source_of(name);
            if (source == Source::null) return;
            if (source == Source::made_up) made_up.push_back(name);
        }
        if (made_up.empty()) return;
        std::string reason =
            fmt::format("the old values of `{}.{}` do not come back, and new ones {}", old_.name,
                        fmt::join(made_up, fmt::format("`, `{}.", old_.name)), why);
        if (!holds_name(reasons_, reason)) reasons_.push_back(std::move(reason));
    }

    void tell_of_nulls() {
        std::vector<std::string> nulls;
        for (const Column& column : old_.columns)
            if (source_of(column.name) == Source::null) nulls.push_back(column.name);
        for (const std::string& refused : generated_nulls(down_.after, old_, nulls))
            reasons_.push_back(
                fmt::format("the old values of `{}.{}` do not come back, and without them `{}`, which is "
                            "generated, is NULL",
                            old_.name, fmt::join(nulls, fmt::format("`, `{}.", old_.name)), refused));
    }

    const Course& up_;
    const Course& down_;
    const TableMatch& table_;
    const Table& old_;
    const Table& now_;
    const TableMatch* up_match_;  ///< the way up of this table; null where it made none of it
    std::vector<std::string>& reasons_;
};

}  // namespace

std::vector<std::string> made_up_values(const Course& up, const Course& down) {
    std::vector<std::string> reasons;
    for (const TableMatch& table : down.matching.tables)
        TableWayBack(up, down, table, reasons).run();
    return reasons;
}

}  // namespace varve::compiler
