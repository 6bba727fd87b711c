#include "runtime/src/preflight.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include <varve/error.hpp>

#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/preflight_key.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view mark = "--@ preflight ";

std::string in_message(const PreflightQuery& query) {
    return fmt::format("`--@ preflight {} \"{}\"`", query.table, query.words);
}

/// One query under an authorizer that lets it read.
class Question {
public:
    Question(sqlite3* db, const PreflightQuery& query, Trust trust)
        : db_(db), query_(query), authorizer_(db, trust, Access::reading) {
        authorizer_.begin_prepare();
        const int code = sqlite3_prepare_v2(db, query.sql.data(), static_cast<int>(query.sql.size()),
                                            &statement_, nullptr);
        authorizer_.end_prepare();
        if (code != SQLITE_OK) fail();
        try {
            check_form();
        } catch (...) {
            sqlite3_finalize(statement_);
            throw;
        }
    }
    ~Question() { sqlite3_finalize(statement_); }
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;

    const Touches& touches() const { return authorizer_.touches(); }

    std::optional<Offence> ask(const std::string& revision) {
        constexpr std::size_t most = 10;
        Offence offence{revision, query_.table, query_.words, 0, key_names(statement_), {}};
        int code = SQLITE_OK;
        while ((code = sqlite3_step(statement_)) == SQLITE_ROW)
            if (++offence.rows; offence.keys.size() != most) offence.keys.push_back(key_of_row(statement_));
        if (code != SQLITE_DONE) fail();
        return offence.rows == 0 ? std::nullopt : std::optional(std::move(offence));
    }

private:
    void check_form() const {
        if (sqlite3_column_count(statement_) == 0 || sqlite3_stmt_isexplain(statement_) != 0)
            throw StepFailure(in_message(query_) + ": a SELECT of the keys of those rows must follow it");
        if (sqlite3_bind_parameter_count(statement_) != 0)
            throw StepFailure(in_message(query_) +
                              ": its query has a parameter, and nothing is bound to it: write the value");
    }

    [[noreturn]] void fail() const {
        const int code = sqlite3_extended_errcode(db_);
        if (!authorizer_.denial().empty())
            throw StepFailure(fmt::format("{}: {}", in_message(query_), authorizer_.denial()));
        if (!is_fault_of_sql(code)) throw_sqlite(db_, code, in_message(query_));
        const std::string said = last_message(db_);
        throw StepFailure(fmt::format("{}: {}{}", in_message(query_), said, registration_hint(said)));
    }

    sqlite3* db_;
    const PreflightQuery& query_;
    StepAuthorizer authorizer_;
    sqlite3_stmt* statement_ = nullptr;
};

void add_words(std::string_view sql, std::set<std::string>& words) {
    for (const SqlToken& token : sql_tokens(sql))
        if (token.kind == SqlTokenKind::word || token.kind == SqlTokenKind::quoted)
            words.insert(fold(unquote(sql.substr(token.begin, token.end - token.begin))));
}

/// Every name that stands in a step's own SQL: whatever table it touches is among them.
void add_touched(std::string_view script, std::set<std::string>& touched) {
    bool asks = false;
    for (const Step& step : split_steps(script)) {
        if (!asks) add_words(step.text, touched);
        asks = step.directive && step.text.substr(0, step.text.find(' ')) == "preflight";
    }
}

/// A trigger writes to tables that the statement does not name.
void add_triggered(sqlite3* db, std::set<std::string>& touched) {
    std::size_t known = 0;
    while (known != touched.size()) {
        known = touched.size();
        Statement each(db, "SELECT tbl_name, sql FROM main.sqlite_schema WHERE type = 'trigger'",
                       "cannot look at triggers");
        while (each.step())
            if (touched.count(fold(each.text(0))) != 0) add_words(each.text(1), touched);
    }
}

bool speaks_of(const PreflightQuery& query, const Touches& touches, const std::set<std::string>& touched) {
    return touched.count(fold(query.table)) != 0 ||
           std::any_of(touches.read.begin(), touches.read.end(),
                       [&](const auto& read) { return touched.count(read.first) != 0; });
}

std::int64_t data_version(sqlite3* db) {
    return query_integer(db, "PRAGMA main.data_version", "cannot ask whether another connection wrote");
}

}  // namespace

bool is_of_whole_step(DirectiveKind kind) {
    return kind == DirectiveKind::lose || kind == DirectiveKind::grade || kind == DirectiveKind::compatible ||
           kind == DirectiveKind::preflight;
}

void fail_without_query(const Directive& directive) {
    throw StepFailure(in_message({directive.table, directive.words, {}}) + ": a query must follow it");
}

std::vector<PreflightQuery> preflight_queries(std::string_view script) {
    std::vector<PreflightQuery> queries;
    if (script.find(mark) == std::string_view::npos) return queries;
    std::optional<Directive> open;
    for (const Step& step : split_steps(script)) {
        if (!step.directive) {
            if (!open) return queries;
            queries.push_back({open->table, open->words, step.text});
            open.reset();
            continue;
        }
        if (open) fail_without_query(*open);
        Directive directive = read_directive(step.text);
        if (!is_of_whole_step(directive.kind)) return queries;
        if (directive.kind == DirectiveKind::preflight) open = std::move(directive);
    }
    if (open) fail_without_query(*open);
    return queries;
}

std::optional<Offence> ask(sqlite3* db, const PreflightQuery& query, Trust trust,
                           const std::string& revision) {
    return Question(db, query, trust).ask(revision);
}

std::vector<Offence> Preflight::ahead(const std::vector<PendingStep>& steps) {
    std::vector<Offence> found;
    asked_.clear();
    asked_at_ = data_version(db_);
    const auto last = std::find_if(steps.rbegin(), steps.rend(), [](const PendingStep& step) {
        return step.script.find(mark) != std::string::npos;
    });
    std::set<std::string> touched;
    for (auto step = steps.begin(); step != last.base(); ++step) {
        if (step->script.find(mark) != std::string::npos && !ask_ahead(*step, touched, found))
            waiting_.push_back(step->revision);
        add_touched(step->script, touched);
        add_triggered(db_, touched);
    }
    return found;
}

bool Preflight::ask_ahead(const PendingStep& step, const std::set<std::string>& touched,
                          std::vector<Offence>& found) {
    bool all = true;
    bool clean = true;
    const auto ask = [&](const PreflightQuery& query) {
        Question question(db_, query, step.trust);
        if (speaks_of(query, question.touches(), touched)) {
            all = false;
        } else if (std::optional<Offence> offence = question.ask(step.revision)) {
            clean = false;
            found.push_back(std::move(*offence));
        }
    };
    try {
        for (const PreflightQuery& query : preflight_queries(step.script))
            ask(query);
    } catch (const StepFailure&) {
        // What a query names may be made by a step before it. Where it is not, before() says so.
        all = false;
    }
    if (all && clean) asked_.insert(step.revision);
    return all;
}

std::vector<Offence> Preflight::before(const PendingStep& step) {
    std::vector<Offence> found;
    const std::vector<PreflightQuery> queries = preflight_queries(step.script);
    if (queries.empty() || (asked_.count(step.revision) != 0 && data_version(db_) == asked_at_)) return found;
    for (const PreflightQuery& query : queries)
        if (std::optional<Offence> offence = ask(db_, query, step.trust, step.revision))
            found.push_back(std::move(*offence));
    return found;
}

std::string describe(const Offence& offence) {
    const auto more = offence.rows - static_cast<std::int64_t>(offence.keys.size());
    return fmt::format("{} of `{}`: {} ({} {}{})", count_of(static_cast<std::size_t>(offence.rows), "row"),
                       printable(offence.table), printable(offence.what), offence.key,
                       fmt::join(offence.keys, ", "), more == 0 ? "" : fmt::format(" and {} more", more));
}

}  // namespace varve::detail
