#include <fmt/format.h>

#include <algorithm>

#include "generator/base/suggest.hpp"
#include "generator/check/context.hpp"
#include "generator/check/default_types.hpp"
#include "generator/check/sql_shapes.hpp"
#include "generator/check/sql_text.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {

namespace {

using LiteralKind = ast::Literal::Kind;

/// Milliseconds, without `unixepoch('subsec')`, which is NULL before SQLite 3.42.
constexpr std::string_view now_in_milliseconds =
    "(CAST(strftime('%s','now') AS INTEGER) * 1000 + CAST(substr(strftime('%f','now'),4) AS INTEGER))";

/// A random version 4 in bytes: the version's digit is fixed, and so are the two bits of the variant.
/// `unhex` and functions of a shell are not in every SQLite; the parts are joined as text of bytes.
constexpr std::string_view random_uuid_in_bytes =
    "(CAST(randomblob(6)"
    " || substr(x'404142434445464748494a4b4c4d4e4f',1 + (random() & 15),1)"
    " || randomblob(1)"
    " || substr(x'808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"
    "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf',1 + (random() & 63),1)"
    " || randomblob(7) AS BLOB))";

/// `-1` and not `- 1`, as a literal has it.
SqlText without_blank_behind_sign(SqlText sql) {
    if (sql.size() > 1 && (sql[0] == '-' || sql[0] == '+') && sql[1] == ' ') sql.erase(1, 1);
    return sql;
}

class DefaultReader {
public:
    DefaultReader(Context& context, const Column& column, const ast::Literal& literal)
        : context_(context),
          column_(column),
          literal_(literal),
          kind_(storage_kind(context.schema, column.type)),
          untyped_(column.type.sqltype.has_value()) {}

    std::optional<SqlText> read() const {
        if (literal_.kind == LiteralKind::sql) return sql_text(literal_.text);
        if (literal_.kind == LiteralKind::body) return body();
        if (kind_ == TypeKind::enumeration && !is_null()) return enum_value();
        if (literal_.kind == LiteralKind::word) return word();
        return literal_.kind == LiteralKind::number ? number() : string();
    }

private:
    bool is_null() const { return literal_.kind == LiteralKind::word && literal_.text == "null"; }

    std::nullopt_t mismatch(std::string help) const {
        const std::string type =
            column_.type.name.empty() ? std::string(row_of(column_.type.kind).word) : column_.type.name;
        context_.sink.error(
            DiagnosticKind::default_mismatch, literal_.span,
            fmt::format("column `{}` of type `{}` cannot hold this default", column_.name, type), {},
            std::move(help));
        return std::nullopt;
    }

    std::optional<SqlText> body() const {
        SqlText sql = with_keyword(sql_text(literal_.text));
        if (is_default(sql)) return without_blank_behind_sign(std::move(sql));
        context_.sink.error(DiagnosticKind::malformed_default, literal_.span,
                            fmt::format("the default of `{}` is not one value", column_.name), {},
                            "an expression stands in parentheses: `= (…)`");
        return std::nullopt;
    }

    std::optional<SqlText> enum_value() const {
        const Enum& values = *context_.schema.find_enum(column_.type.name);
        if (literal_.kind == LiteralKind::number)
            return mismatch("a default of an enum is one of its values");
        std::vector<std::string_view> names;
        for (const EnumValue& value : values.values)
            names.push_back(value.name);
        if (std::find(names.begin(), names.end(), literal_.text) != names.end())
            return sql_string(literal_.text);
        const auto damaged = [&](const ast::Enum& item) {
            return item.name.text == values.name && item.damaged;
        };
        if (std::any_of(context_.file.enums.begin(), context_.file.enums.end(), damaged)) return std::nullopt;
        context_.sink.error(DiagnosticKind::unknown_enum_value, literal_.span,
                            fmt::format("enum `{}` has no value `{}`", values.name, literal_.text),
                            {{values.span, "it is declared here"}}, did_you_mean(literal_.text, names));
        return std::nullopt;
    }

    std::optional<SqlText> word() const {
        if (is_null()) {
            if (column_.nullable) return "NULL";
            return mismatch("write `?` behind the type to make the column nullable");
        }
        if (literal_.text == "true" || literal_.text == "false") {
            if (kind_ == TypeKind::boolean) return literal_.text == "true" ? "1" : "0";
            return mismatch("`true` and `false` are of type `bool`");
        }
        if (literal_.text == "now") return now();
        if (literal_.text == "random_uuid") return random_uuid();
        if (const SqlText clock = with_keyword(literal_.text); is_clock(clock)) return this->clock(clock);
        if (kind_ == TypeKind::boolean) return mismatch("write `true` or `false`");
        return mismatch(holds_text(kind_) ? fmt::format("a text stands in quotes: `\"{}\"`", literal_.text)
                                          : "SQL stands in parentheses: `= (…)`");
    }

    /// What a builtin means may change with a later varve; what a revision says may not.
    bool check_builtin() const {
        if (context_.snapshot)
            context_.sink.error(DiagnosticKind::not_lowered, literal_.span,
                                fmt::format("`{}` stands in the schema of a revision", literal_.text), {},
                                "there it is written as SQL");
        return !context_.snapshot;
    }

    std::optional<SqlText> random_uuid() const {
        if (kind_ != TypeKind::uuid) return mismatch("`random_uuid` is for `uuid`");
        if (!check_builtin()) return std::nullopt;
        return sql_text(random_uuid_in_bytes);
    }

    std::optional<SqlText> clock(const SqlText& sql) const {
        if (untyped_ || holds_text(kind_)) return sql;
        return mismatch(kind_ == TypeKind::timestamp ? "it is a text; the time in milliseconds is `now`"
                                                     : "it is a text");
    }

    std::optional<SqlText> now() const {
        if (kind_ != TypeKind::timestamp && kind_ != TypeKind::date)
            return mismatch("`now` is for `timestamp` and `date`");
        if (!check_builtin()) return std::nullopt;
        return kind_ == TypeKind::date ? sql_text("(date('now'))") : sql_text(now_in_milliseconds);
    }

    std::optional<SqlText> number() const {
        const std::string& text = literal_.text;
        if (!is_number(text)) return mismatch("it is no number");
        if (holds_number(kind_, untyped_, text)) return text;
        if (kind_ == TypeKind::decimal) return sql_string(text);
        if (kind_ == TypeKind::boolean) return mismatch("write `true` or `false`");
        if (holds_text(kind_)) return mismatch(fmt::format("a text stands in quotes: `\"{}\"`", text));
        if (kind_ == TypeKind::int32) return mismatch("it holds whole numbers of 32 bits");
        if (kind_ == TypeKind::int64 || kind_ == TypeKind::timestamp)
            return mismatch("it holds whole numbers of 64 bits");
        return mismatch("SQL stands in parentheses: `= (…)`");
    }

    std::optional<SqlText> string() const {
        if (untyped_ || holds_text(kind_)) return sql_string(literal_.text);
        if (kind_ == TypeKind::blob || kind_ == TypeKind::uuid)
            return mismatch("bytes are written as SQL: `= (x'00ff')`");
        return mismatch("a text in quotes is for columns that hold text");
    }

    Context& context_;
    const Column& column_;
    const ast::Literal& literal_;
    TypeKind kind_;
    bool untyped_;
};

}  // namespace

std::optional<Default> lower_default(Context& context, const Column& column, const ast::Literal& literal) {
    std::optional<SqlText> sql = DefaultReader(context, column, literal).read();
    if (!sql) return std::nullopt;
    const bool expression = sql->front() == '(';
    return Default{expression ? Default::Kind::expression : Default::Kind::literal, std::move(*sql),
                   literal.span};
}

}  // namespace varve::compiler
