#include "generator/import/strip.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "runtime/include/varve/error.hpp"
#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_statement.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

using detail::SqlToken;
using detail::SqlTokenKind;

enum class Fate { kept, removed, refused };

struct Verdict {
    Fate fate = Fate::kept;
    std::string words;  ///< a remark, or the way out
};

constexpr std::string_view owns_transaction = "varve runs every revision in a transaction of its own";

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> pragma_remarks = {{
    {"foreign_keys", "varve runs every revision with foreign keys off and checks them at its end"},
    {"defer_foreign_keys", "varve runs every revision with foreign keys off and checks them at its end"},
    {"foreign_key_check", "varve checks the foreign keys of what a revision touches"},
    {"integrity_check", "varve holds every revision to the structure that was proved"},
    {"legacy_alter_table", "varve sets it around the rename of a `--@ rebuild` alone"},
    {"user_version", "varve keeps its place in a ledger of its own and never writes `user_version`"},
    {"journal_mode", "the application says how it opens its database"},
    {"synchronous", "the application says how it opens its database"},
    {"encoding", "it means nothing once a database has a table"},
    {"page_size", "it means nothing once a database has a table"},
    {"auto_vacuum", "it means nothing once a database has a table"},
    {"recursive_triggers", "the application says how it opens its database"},
}};

/// One statement's tokens, without its semicolon.
class StatementView {
public:
    StatementView(std::string_view text, const SqlToken* first, const SqlToken* last)
        : text_(text), first_(first), last_(last) {}

    bool is(std::size_t at, std::string_view word) const {
        return detail::equal_ignoring_case(token(at), word);
    }
    std::string_view token(std::size_t at) const {
        const auto size = static_cast<std::size_t>(last_ - first_);
        return at >= size ? std::string_view()
                          : text_.substr(first_[at].begin, first_[at].end - first_[at].begin);
    }

private:
    std::string_view text_;
    const SqlToken* first_;
    const SqlToken* last_;
};

Verdict judge_pragma(const StatementView& statement) {
    const std::size_t at = statement.token(2) == "." ? 3 : 1;
    if (statement.is(at, "writable_schema"))
        return {Fate::refused, "write the change as DDL: a schema that is patched by hand cannot be proved"};
    for (const auto& [name, remark] : pragma_remarks)
        if (statement.is(at, name)) return {Fate::removed, std::string(remark)};
    return {Fate::removed, "a setting of the connection, which varve keeps to itself"};
}

Verdict judge(const StatementView& statement) {
    if (statement.is(0, "BEGIN") || statement.is(0, "COMMIT") || statement.is(0, "END"))
        return {Fate::removed, std::string(owns_transaction)};
    if (statement.is(0, "SAVEPOINT") || statement.is(0, "RELEASE"))
        return {Fate::removed, std::string(owns_transaction)};
    if (statement.is(0, "ROLLBACK"))
        return {Fate::refused, "leave out what it takes back: a revision stands or falls as a whole"};
    if (statement.is(0, "PRAGMA")) return judge_pragma(statement);
    if (statement.is(0, "VACUUM") && !statement.is(1, "INTO") && !statement.is(2, "INTO"))
        return {Fate::removed, "it changes no content and cannot run inside a transaction"};
    if (statement.is(0, "VACUUM"))
        return {Fate::refused, "leave it to the application: a revision works on one database"};
    if (statement.is(0, "ATTACH") || statement.is(0, "DETACH"))
        return {Fate::refused, "bring the rows over in the application: a revision works on one database"};
    if (statement.is(0, "CREATE") && (statement.is(1, "TEMP") || statement.is(1, "TEMPORARY")))
        return {Fate::refused, "make it an ordinary one and drop it at the step's end"};
    if (statement.is(0, ".")) return {Fate::refused, "it is a command of the sqlite3 shell: write SQL"};
    return {};
}

class Stripper {
public:
    Stripper(const SourceSet& sources, Span span, DiagnosticSink& sink)
        : text_(sources.text(span)), span_(span), sink_(sink) {}

    std::optional<Stripped> run() {
        const std::vector<SqlToken> tokens = detail::sql_tokens(text_);
        std::size_t first = 0;
        detail::StatementEnd statement;
        for (std::size_t i = 0; i != tokens.size(); ++i) {
            if (tokens[i].kind == SqlTokenKind::directive) neutralise(tokens[i]);
            if (tokens[i].kind == SqlTokenKind::invalid) refuse_invalid(tokens[i]);
            if (tokens[i].kind == SqlTokenKind::directive) {
                if (first == i) first = i + 1;
                continue;
            }
            if (!statement.feed(tokens[i], text_.substr(tokens[i].begin, tokens[i].end - tokens[i].begin)))
                continue;
            take(tokens.data() + first, tokens.data() + i, tokens[i].end);
            first = i + 1;
        }
        if (first != tokens.size())
            take(tokens.data() + first, tokens.data() + tokens.size(), tokens.back().end);
        if (failed_) return std::nullopt;
        copy_to(text_.size());
        return std::move(result_);
    }

private:
    Span place(std::size_t begin, std::size_t end) const {
        return {span_.file, span_.begin + static_cast<std::uint32_t>(begin),
                span_.begin + static_cast<std::uint32_t>(end)};
    }

    void copy_to(std::size_t end) {
        result_.sql += text_.substr(copied_, end - copied_);
        copied_ = end;
    }

    /// What is an ordinary comment to its own tool must not become a directive of ours.
    void neutralise(const SqlToken& comment) {
        copy_to(comment.begin + 2);
        result_.sql += ' ';
    }

    void refuse_invalid(const SqlToken& token) {
        failed_ = true;
        sink_.error(DiagnosticKind::unreadable_sql, place(token.begin, token.end),
                    "this is no token of SQL: a quote or comment that is not closed, or a stray byte", {},
                    "mend it where the chain comes from");
    }

    void take(const SqlToken* first, const SqlToken* last, std::size_t end) {
        if (first == last || failed_) return;
        const Verdict verdict = judge(StatementView(text_, first, last));
        if (verdict.fate == Fate::kept) {
            result_.empty = false;
            return;
        }
        const std::size_t begin = first->begin;
        const std::size_t stop = (last - 1)->end;
        const std::string shown = detail::normalise_fragment(text_.substr(begin, stop - begin));
        if (verdict.fate == Fate::refused) {
            failed_ = true;
            sink_.error(DiagnosticKind::import_forbidden, place(begin, stop),
                        fmt::format("`{}` cannot stand in a revision", shown), {}, verdict.words);
            return;
        }
        result_.removals.push_back({place(begin, stop), shown, verdict.words});
        copy_to(begin);
        copied_ = end;
        if (copied_ < text_.size() && text_[copied_] == '\n' && (begin == 0 || text_[begin - 1] == '\n'))
            ++copied_;
    }

    const std::string_view text_;
    const Span span_;
    DiagnosticSink& sink_;
    Stripped result_;
    std::size_t copied_ = 0;
    bool failed_ = false;
};

}  // namespace

std::optional<Stripped> strip(const SourceSet& sources, Span span, DiagnosticSink& sink) {
    return Stripper(sources, span, sink).run();
}

}  // namespace varve::compiler
