#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "generator/base/suggest.hpp"
#include "generator/check/context.hpp"
#include "generator/check/sql_text.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {

namespace {

using LiteralKind = ast::Literal::Kind;

/// Milliseconds, without `unixepoch('subsec')`, which is NULL before SQLite 3.42.
constexpr std::string_view now_in_milliseconds =
    "(CAST(strftime('%s','now') AS INTEGER) * 1000 + CAST(substr(strftime('%f','now'),4) AS INTEGER))";

bool is_integer(std::string_view text, std::int64_t least, std::int64_t most) {
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc{} && end == text.data() + text.size() && value >= least && value <= most;
}

bool is_number(std::string_view text) {
    const auto digits = [&] {
        const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(count);
        return count > 0;
    };
    const auto skip = [&](std::string_view any_of) {
        const bool there = !text.empty() && any_of.find(text.front()) != std::string_view::npos;
        if (there) text.remove_prefix(1);
        return there;
    };
    skip("-");
    if (!digits()) return false;
    if (skip(".")) digits();
    if (skip("eE")) {
        skip("+-");
        if (!digits()) return false;
    }
    return text.empty();
}

bool holds_text(TypeKind kind) {
    return kind == TypeKind::text || kind == TypeKind::json || kind == TypeKind::date ||
           kind == TypeKind::decimal || kind == TypeKind::any;
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
        if (kind_ == TypeKind::boolean) return mismatch("write `true` or `false`");
        return mismatch(holds_text(kind_) ? fmt::format("a text stands in quotes: `\"{}\"`", literal_.text)
                                          : "SQL stands in parentheses: `= (…)`");
    }

    std::optional<SqlText> now() const {
        if (kind_ != TypeKind::timestamp && kind_ != TypeKind::date)
            return mismatch("`now` is for `timestamp` and `date`");
        if (context_.snapshot) {
            context_.sink.error(DiagnosticKind::not_lowered, literal_.span,
                                "`now` stands in the schema of a revision", {}, "there it is written as SQL");
            return std::nullopt;
        }
        return kind_ == TypeKind::date ? sql_text("(date('now'))") : sql_text(now_in_milliseconds);
    }

    std::optional<SqlText> number() const {
        using Int32 = std::numeric_limits<std::int32_t>;
        using Int64 = std::numeric_limits<std::int64_t>;
        const std::string& text = literal_.text;
        if (!is_number(text)) return mismatch("it is no number");
        if (untyped_ || kind_ == TypeKind::real || kind_ == TypeKind::any) return text;
        if (kind_ == TypeKind::decimal) return sql_string(text);
        if (kind_ == TypeKind::boolean) return mismatch("write `true` or `false`");
        if (holds_text(kind_)) return mismatch(fmt::format("a text stands in quotes: `\"{}\"`", text));
        if (kind_ == TypeKind::int32) {
            if (is_integer(text, Int32::min(), Int32::max())) return text;
            return mismatch("it holds whole numbers of 32 bits");
        }
        if (kind_ == TypeKind::int64 || kind_ == TypeKind::timestamp) {
            if (is_integer(text, Int64::min(), Int64::max())) return text;
            return mismatch("it holds whole numbers of 64 bits");
        }
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
