#include "runtime/src/executor.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <optional>
#include <utility>

#include "runtime/src/conservation.hpp"
#include "runtime/src/dependents.hpp"
#include "runtime/src/edit.hpp"
#include "runtime/src/pragma_guard.hpp"
#include "runtime/src/preflight.hpp"
#include "runtime/src/rebuild.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/step_failure.hpp"
#include "runtime/src/stored_sql.hpp"
#include "runtime/src/watch.hpp"

namespace varve::detail {

namespace {

/// The beginning of a statement, for messages.
std::string shown(std::string_view statement) {
    constexpr std::size_t most = 72;
    if (statement.size() <= most) return std::string(statement);
    std::size_t cut = most;
    while (cut > 0 && (static_cast<unsigned char>(statement[cut]) & 0xc0) == 0x80)
        --cut;
    return std::string(statement.substr(0, cut)) + "…";
}

/// ALTER TABLE … RENAME or DROP.
bool reads_whole_schema(const std::optional<Alteration>& alteration) {
    return alteration && (!alteration->renamed_to.empty() || !alteration->column.empty());
}

std::vector<Loss> declared_losses(const std::vector<Step>& steps) {
    std::vector<Loss> losses;
    for (const Step& step : steps) {
        if (!step.directive) continue;
        Directive directive = read_directive(step.text);
        losses.insert(losses.end(), directive.losses.begin(), directive.losses.end());
    }
    return losses;
}

class Script {
public:
    Script(sqlite3* db, const std::vector<Step>& steps, Trust trust, Watch* watch)
        : db_(db),
          trust_(trust),
          authorizer_(db, trust),
          conservation_(db, declared_losses(steps)),
          watch_(watch) {}

    void run(const std::vector<Step>& steps) {
        for (const Step& step : steps) {
            if (step.directive) {
                follow(read_directive(step.text));
            } else if (++number_; question_) {
                ask(*std::exchange(question_, std::nullopt), step.text);
            } else if (begun_ = true; !is_text_of_edit(step.text)) {
                run_statement(step.text);
            }
        }
        if (question_) fail_without_query(*question_);
        if (rebuild_) throw StepFailure(fmt::format("`--@ rebuild {}` has no `--@ end`", rebuild_->table()));
        if (edit_) throw StepFailure(fmt::format("`--@ edit {}` has no `--@ end`", edit_->table()));
    }

    bool check(const Grievances& before, StructureImage* image) {
        StepAuthorizer::Pause pause(authorizer_);
        conservation_.check();
        const bool moved = image == nullptr || image->read(db_, reach_);
        check_foreign_keys(db_, written_, before.orphans, image);
        check_dependents(db_, before.broken, &touched_, image);
        return moved;
    }

private:
    void follow(const Directive& directive) {
        if (question_) fail_without_query(*question_);
        begun_ = begun_ || !is_of_whole_step(directive.kind);
        if (directive.kind == DirectiveKind::rebuild || directive.kind == DirectiveKind::edit) {
            begin(directive);
        } else if (directive.kind == DirectiveKind::preflight) {
            question_ = directive;
        } else if (directive.kind == DirectiveKind::end) {
            if (!rebuild_ && !edit_)
                throw StepFailure("`--@ end` has no `--@ rebuild` or `--@ edit` before it");
            edit_ ? finish_edit() : finish_rebuild();
        }
    }

    /// One that stands before the first statement was asked before the step.
    void ask(const Directive& directive, std::string_view sql) {
        if (!begun_) return;
        const auto offence = detail::ask(db_, {directive.table, directive.words, sql}, trust_, {});
        authorizer_.install();
        if (offence) throw StepFailure(describe(*offence) + "\n  mend these rows and try again");
    }

    void begin(const Directive& directive) {
        const bool edits = directive.kind == DirectiveKind::edit;
        if (rebuild_ || edit_)
            throw StepFailure(fmt::format("`--@ {} {}` stands inside another", edits ? "edit" : "rebuild",
                                          directive.table));
        touched_.insert(fold(directive.table));
        reach_.far = true;
        StepAuthorizer::Pause pause(authorizer_);
        if (edits)
            edit_.emplace(db_, directive.table);
        else
            rebuild_.emplace(db_, directive.table, conservation_);
        if (watch_ != nullptr) watch_->expect(edits ? edit_->table() : rebuild_->table());
    }

    void finish_rebuild() {
        StepAuthorizer::Pause pause(authorizer_);
        rebuild_->finish(conservation_);
        written_.insert(fold(rebuild_->table()));
        rebuild_.reset();
    }

    void finish_edit() {
        const std::string table = edit_->table();
        const std::vector<std::string> instead = put_text();
        if (edit_->changes_references()) written_.insert(fold(table));
        edit_.reset();
        if (instead.empty()) return;
        begin({DirectiveKind::rebuild, {}, table, {}});
        for (const std::string& sql : instead)
            run_statement(sql);
        finish_rebuild();
    }

    std::vector<std::string> put_text() {
        std::optional<StepAuthorizer::Pause> pause(authorizer_);
        edit_->end_updates();
        pause.reset();
        // New rules may call what SQL out of a database may not: the rows are asked under the authorizer.
        edit_->look_through();
        pause.emplace(authorizer_);
        return edit_->finish();
    }

    bool is_text_of_edit(std::string_view sql) {
        StepAuthorizer::Pause pause(authorizer_);
        return edit_ && edit_->take(sql);
    }

    /// What the database keeps of a statement, and shows as types and columns of views, is spaced as people
    /// write.
    void run_statement(std::string_view sql) {
        const std::string written = written_sql(sql);
        const std::vector<std::string_view> texts = token_texts(sql);
        const std::optional<Alteration> alteration = read_alteration(texts);
        std::optional<LegacyStrings> strings;
        if (reads_whole_schema(alteration)) strings.emplace(db_);
        authorizer_.begin_prepare();
        sqlite3_stmt* statement = nullptr;
        int code =
            sqlite3_prepare_v2(db_, written.data(), static_cast<int>(written.size()), &statement, nullptr);
        authorizer_.end_prepare();
        if (code != SQLITE_OK) fail(sql);
        try {
            refuse_parameters(statement, sql);
            note(texts, alteration);
        } catch (...) {
            sqlite3_finalize(statement);
            throw;
        }
        do
            code = sqlite3_step(statement);
        while (code == SQLITE_ROW);
        sqlite3_finalize(statement);
        if (code != SQLITE_DONE) fail(sql);
        if (sqlite3_get_autocommit(db_) != 0)
            throw StepFailure(where(sql) + ": it ended the transaction, which is varve's");
    }

    /// Nothing is bound to them: SQLite would take them for NULL.
    void refuse_parameters(sqlite3_stmt* statement, std::string_view sql) const {
        const int count = sqlite3_bind_parameter_count(statement);
        if (count == 0) return;
        const char* name = sqlite3_bind_parameter_name(statement, count);
        throw StepFailure(fmt::format(
            "{}: `{}` is a parameter, and a revision has nothing to bind to it: write the value itself",
            where(sql), name == nullptr ? "?" : name));
    }

    void note(const std::vector<std::string_view>& texts, const std::optional<Alteration>& alteration) {
        StepAuthorizer::Pause pause(authorizer_);
        conservation_.before(texts, alteration, authorizer_.touches());
        const Touches& touches = authorizer_.touches();
        written_.insert(touches.written.begin(), touches.written.end());
        touched_.insert(touches.written.begin(), touches.written.end());
        touched_.insert(touches.altered.begin(), touches.altered.end());
        if (alteration && !alteration->renamed_to.empty()) touched_.insert(alteration->renamed_to);
        note_reach(texts, touches);
    }

    void note_reach(const std::vector<std::string_view>& texts, const Touches& touches) {
        const bool alters = !texts.empty() && fold(texts[0]) == "alter";
        const std::size_t verb = texts.size() > 3 && texts[3] == "." ? 5 : 3;
        const bool widens = alters && texts.size() > verb + 1 && fold(texts[verb]) == "add" &&
                            fold(texts[verb + 1]) == "column";
        if (widens) reach_.wider.insert(touches.altered.begin(), touches.altered.end());
        reach_.makes = reach_.makes || touches.makes;
        reach_.gone.insert(touches.gone.begin(), touches.gone.end());
        reach_.far = reach_.far || touches.drops || (alters && !widens);
    }

    std::string where(std::string_view sql) const {
        return fmt::format("statement {} `{}`", number_, shown(sql));
    }

    [[noreturn]] void fail(std::string_view sql) {
        int code = sqlite3_extended_errcode(db_);
        if (!authorizer_.denial().empty()) throw StepFailure(where(sql) + ": " + authorizer_.denial());
        if (!is_fault_of_sql(code)) throw_sqlite(db_, code, where(sql));
        const std::string said = last_message(db_);
        const std::string_view hint =
            trust_ == Trust::chain ? registration_hint(said) : stored_registration_hint(said);
        const std::string why = fmt::format("{}: {}{}", where(sql), said, hint);
        if ((code & 0xff) == SQLITE_CONSTRAINT) throw MisfitFailure(why, table_of_rows());
        throw StepFailure(why);
    }

    std::string table_of_rows() const {
        if (rebuild_) return rebuild_->table();
        if (edit_) return edit_->table();
        const std::set<std::string>& written = authorizer_.touches().written;
        return written.size() == 1 ? *written.begin() : "";
    }

    sqlite3* db_;
    Trust trust_;
    StepAuthorizer authorizer_;
    Conservation conservation_;
    Watch* watch_;
    std::optional<Rebuild> rebuild_;
    std::optional<Edit> edit_;
    std::set<std::string> written_;  ///< tables whose rows it wrote
    std::set<std::string> touched_;  ///< these, and all that it made, altered or dropped
    Reach reach_;
    int number_ = 0;
    bool begun_ = false;
    std::optional<Directive> question_;  ///< the next statement is its query
};

}  // namespace

bool run_script(sqlite3* db, std::string_view script, Trust trust, const Grievances& before,
                StructureImage* image, Watch* watch) {
    std::vector<Step> steps = split_steps(script);
    Script running(db, steps, trust, watch);
    running.run(steps);
    return running.check(before, image);
}

std::int64_t read_schema_cookie(sqlite3* db) {
    return query_integer(db, "PRAGMA main.schema_version", "cannot read the schema cookie");
}

namespace {

std::string unused_name(sqlite3* db) {
    std::string name = "varve_cookie";
    while (true) {
        Statement same(db, "SELECT 1 FROM main.sqlite_schema WHERE name = ?1 COLLATE NOCASE",
                       "cannot look for a name");
        same.bind(1, name);
        if (!same.step()) return name;
        name += '_';
    }
}

}  // namespace

void touch_schema_cookie(sqlite3* db, std::optional<std::int64_t> cookie_before) {
    if (cookie_before && read_schema_cookie(db) != *cookie_before) return;
    // A view has no pages of its own to write.
    const std::string name = unused_name(db);
    run_statement(db, "CREATE VIEW main." + name + " AS SELECT 1", "cannot change the schema cookie");
    run_statement(db, "DROP VIEW main." + name, "cannot change the schema cookie");
}

}  // namespace varve::detail
