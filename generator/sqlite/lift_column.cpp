#include <algorithm>
#include <utility>

#include "generator/sqlite/lift_parts.hpp"
#include "runtime/src/sql_chars.hpp"

namespace varve::compiler::sqlite {

namespace {

bool begins_constraint(const TokenReader& reader) {
    for (const std::string_view word : {"CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT",
                                        "COLLATE", "REFERENCES", "GENERATED", "AS", "DEFERRABLE", ",", ")"})
        if (reader.is(word)) return true;
    return false;
}

/// As it was written, with the quotes, which the structure keeps; what stands on several lines is put on one.
std::string declared_type(TokenReader& reader) {
    const std::size_t first = reader.position();
    while (!reader.at_end() && !begins_constraint(reader)) {
        if (reader.is("("))
            reader.skip_group();
        else
            reader.skip();
    }
    const std::size_t last = reader.position();
    std::string type = reader.between(first, last);
    for (std::size_t token = first + 1; token < last; ++token)
        if (reader.gap_before(token).find_first_not_of(' ') != std::string_view::npos)
            return detail::normalise_fragment(type);
    return type;
}

/// SQLite knows these three by any case, and writes them so itself.
std::string literal(std::string_view word) {
    std::string upper = upper_case(std::string(word));
    const bool clock = upper == "CURRENT_TIMESTAMP" || upper == "CURRENT_DATE" || upper == "CURRENT_TIME";
    return clock || upper == "NULL" ? upper : std::string(word);
}

Default lift_default(TokenReader& reader) {
    if (reader.is("(")) return {Default::Kind::expression, reader.group(), {}};
    std::string sql;
    if (reader.is("-") || reader.is("+")) {
        sql = reader.peek();
        reader.skip();
    }
    sql += literal(reader.peek());
    reader.skip();
    return {Default::Kind::literal, std::move(sql), {}};
}

/// The constraints of one column, one after the other.
class ColumnLift {
public:
    ColumnLift(TokenReader& reader, Table& table, Column& column)
        : reader_(reader), table_(table), column_(column) {}

    void run() {
        while (!reader_.at_end() && !reader_.is(",") && !reader_.is(")")) {
            if (reader_.accept("CONSTRAINT"))
                name_ = {reader_.name(), true};
            else
                constraint();
        }
    }

private:
    /// A name is the next constraint's only.
    ObjectName name() { return std::exchange(name_, {}); }

    void constraint() {
        if (reader_.accept("PRIMARY")) return key();
        if (lift_deferral(reader_, reference())) return;
        if (reader_.accept("NOT")) return not_null();
        if (reader_.accept("UNIQUE")) return unique();
        if (reader_.accept("CHECK")) return check();
        if (reader_.is("REFERENCES")) return foreign_key();
        name();
        if (reader_.accept("NULL")) {
            lift_conflict(reader_);
        } else if (reader_.accept("DEFAULT")) {
            column_.default_value = lift_default(reader_);
        } else if (reader_.accept("COLLATE")) {
            column_.collate = reader_.name();
        } else if (reader_.accept("AS")) {
            generated();
        } else {
            reader_.skip();
        }
    }

    void key() {
        reader_.accept("KEY");
        PrimaryKey key;
        key.on_column = true;
        key.name = name().value;
        key.terms.push_back({column_.name, "", "", reader_.accept("DESC"), {}});
        reader_.accept("ASC");
        key.conflict = lift_conflict(reader_);
        key.autoincrement = reader_.accept("AUTOINCREMENT");
        table_.primary_key = std::move(key);
    }

    void not_null() {
        reader_.accept("NULL");
        column_.nullable = false;
        NotNull rule{name().value, lift_conflict(reader_)};
        if (!rule.name.empty() || !rule.conflict.empty()) column_.not_null = std::move(rule);
    }

    void unique() {
        Unique unique{name(), {column_.name}, {}};
        unique.conflict = lift_conflict(reader_);
        table_.uniques.push_back(std::move(unique));
    }

    void check() {
        const ObjectName own = name();
        column_.checks.push_back({own, reader_.group(), {}});
        lift_conflict(reader_);
    }

    void foreign_key() {
        ForeignKey key = lift_reference(reader_);
        key.name = name();
        key.columns = {column_.name};
        table_.foreign_keys.push_back(std::move(key));
        refers_ = true;
    }

    void generated() {
        column_.generated = Generated{reader_.group(), reader_.accept("STORED")};
        reader_.accept("VIRTUAL");
    }

    /// What a DEFERRABLE that stands apart speaks of.
    ForeignKey& reference() { return refers_ ? table_.foreign_keys.back() : nothing_; }

    TokenReader& reader_;
    Table& table_;
    Column& column_;
    ObjectName name_;
    bool refers_ = false;
    ForeignKey nothing_;
};

}  // namespace

void lift_column(TokenReader& reader, Table& table) {
    Column column;
    column.name = reader.name();
    column.nullable = true;
    column.type = lift_type(declared_type(reader));
    ColumnLift(reader, table, column).run();
    table.columns.push_back(std::move(column));
}

}  // namespace varve::compiler::sqlite
