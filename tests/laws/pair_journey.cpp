#include "tests/laws/pair_journey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "generator/history/baked.hpp"
#include "generator/history/compare_rows.hpp"
#include "generator/history/demands.hpp"
#include "generator/history/narrow.hpp"
#include "generator/history/populate.hpp"
#include "generator/history/verify.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/connection.hpp"
#include "runtime/include/varve/migrate.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/introspect/database_picture.hpp"
#include "tests/support/row_probe.hpp"

namespace varve::compiler::testing {

std::string create_all(const Schema& schema) {
    std::string script;
    for (const sqlite::Statement& statement : sqlite::render(schema))
        script += statement.sql + ";\n";
    return script;
}

namespace {

RevisionSource revision(const char* name, const Plan& steps, const Schema& schema) {
    RevisionSource source;
    source.directory = std::string("draft_") + name;
    source.name = name;
    source.up = detail::normalise_sql(steps.up);
    source.down = detail::normalise_sql(steps.down);
    source.schema = schema;
    return source;
}

std::string fold(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return c < 128 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
    });
    return text;
}

class Journey {
public:
    Journey(const Schema& before, const Schema& after, Plan steps, bool foreign_keys)
        : before_(before),
          after_(after),
          steps_(std::move(steps)),
          foreign_keys_(foreign_keys),
          baked_(bake()) {}

    void run(PairOutcome& outcome) {
        if (const std::string reason = go_up({}); !reason.empty()) {
            outcome.rows_refused = true;
            if (!is_of_rows(reason)) throw Wrong("the up fails: " + reason);
            if (!go_up(demanded()).empty())
                if (const std::string again = go_up(all_tables()); !again.empty())
                    throw Wrong("the up fails without rows: " + again);
        }
        check_settings("up");
        check_structure(after_, "up");
        check_kept();
        outcome.no_way_back = steps_.grade == Grade::none;
        outcome.loses = steps_.grade == Grade::loses;
        if (steps_.grade == Grade::none) return;
        go_down();
        go_up_again();
    }

private:
    BakedChain bake() const {
        VerifiedChain chain;
        Plan first;
        first.up = create_all(before_);
        chain.revisions = {revision("first", first, before_), revision("second", steps_, after_)};
        chain.records.push_back(make_record(chain.revisions[0], {}));
        chain.records.push_back(make_record(chain.revisions[1], {chain.records[0].digest}));
        return BakedChain("pair", chain);
    }

    const Chain& chain() const { return baked_.chain(); }
    std::string_view first() const { return chain().revisions[0].digest; }

    static bool is_of_rows(const std::string& reason) {
        return reason.find("mend these rows") != std::string::npos ||
               reason.find("constraint failed") != std::string::npos ||
               reason.find("would name rows") != std::string::npos;
    }

    Carry carry() const { return carry_of(detail::normalise_sql(steps_.up), before_); }

    /// Tables of which the step demands something new.
    std::set<std::string> demanded() const {
        std::set<std::string> tables;
        for (const Demand& demand : new_demands(before_, after_, carry(), detail::normalise_sql(steps_.up)))
            tables.insert(demand.table);
        return tables;
    }

    std::set<std::string> all_tables() const {
        std::set<std::string> tables;
        for (const Table& table : before_.tables)
            tables.insert(table.name);
        return tables;
    }

    /// The migrator's reason, "" where it went.
    std::string go_up(const std::set<std::string>& without_rows) {
        db_ = Connection::open({.path = ":memory:"});
        upgrade(*db_, chain(), {}, first());
        populate(db_->native_handle(), narrowed_before(before_, after_, carry()), without_rows);
        db_->execute(fmt::format("PRAGMA foreign_keys = {}", foreign_keys_ ? 1 : 0));
        rows_ = probe_rows(db_->native_handle());
        try {
            upgrade(*db_, chain());
        } catch (const Error& error) {
            if (probe_rows(db_->native_handle()).size() != rows_.size())
                throw Wrong("a refused up left something behind");
            return error.what();
        }
        return "";
    }

    void check_settings(const std::string& when) {
        const auto is = [&](const char* query, const std::string& wanted) {
            const auto found = probe(db_->native_handle(), query);
            if (found != std::vector<std::string>{wanted})
                throw Wrong(fmt::format("after {}: {} is {}", when, query, fmt::join(found, "; ")));
        };
        is("PRAGMA foreign_keys", foreign_keys_ ? "1" : "0");
        is("PRAGMA legacy_alter_table", "0");
        is("PRAGMA writable_schema", "0");
        // SQLite 3.40 takes columns of WITHOUT ROWID tables for NULL when the key stands behind them.
        is("SELECT coalesce(max(integrity_check), 'ok') FROM pragma_integrity_check WHERE integrity_check "
           "NOT LIKE 'NULL value in %'",
           "ok");
        if (const auto broken = probe(db_->native_handle(), "PRAGMA foreign_key_check"); !broken.empty())
            throw Wrong(fmt::format("after {}: foreign_key_check: {}", when, broken[0]));
    }

    void check_structure(const Schema& schema, const std::string& when) {
        static const std::set<std::string> ledger{"varve_revisions", "varve_log"};
        Connection fresh = Connection::open({.path = ":memory:"});
        fresh.execute(create_all(schema));
        const auto wrong =
            difference(picture_of(fresh.native_handle(), ledger), picture_of(db_->native_handle(), ledger));
        if (!wrong.empty())
            throw Wrong(fmt::format("after {} the structure differs: {}", when, fmt::join(wrong, "\n  ")));
    }

    /// Old name of a thing of today, by `was` or by name; nothing for a new one.
    template <typename Item>
    static const Item* old_of(const std::vector<Item>& items, const Item& now) {
        const Item* same = nullptr;
        for (const Item& item : items) {
            if (now.was ? fold(now.was->value) == fold(item.name) : now.name == item.name) return &item;
            if (!now.was && fold(now.name) == fold(item.name)) same = &item;
        }
        return same;
    }

    template <typename Item>
    static bool taken_by_another(const std::vector<Item>& all, const Item& now, const Item& old) {
        return std::any_of(all.begin(), all.end(), [&](const Item& other) {
            return &other != &now && other.was && fold(other.was->value) == fold(old.name);
        });
    }

    bool keeps_its_values(const Column& old, const Column& now) const {
        const bool mapped = now.type.kind == TypeKind::enumeration;
        if (old.generated || now.generated || now.convert || now.fill || mapped) return false;
        return old.type.kind == now.type.kind && old.type.sqltype == now.type.sqltype &&
               old.type.name == now.type.name;
    }

    /// Rows, values and rowids that nobody changed stand as they stood.
    void check_kept() {
        const auto rows = probe_rows(db_->native_handle());
        for (const Table& now : after_.tables) {
            const Table* old = old_of(before_.tables, now);
            if (old == nullptr || taken_by_another(after_.tables, now, *old)) continue;
            const ProbedTable& then = rows_.at(old->name);
            const ProbedTable& here = rows.at(now.name);
            if (then.rows.size() != here.rows.size())
                throw Wrong(fmt::format("`{}` had {} rows and has {}", old->name, then.rows.size(),
                                        here.rows.size()));
            std::vector<std::string> old_names;
            std::vector<std::string> names;
            for (const Column& column : now.columns) {
                const Column* was = old_of(old->columns, column);
                if (was == nullptr || taken_by_another(now.columns, column, *was) ||
                    !keeps_its_values(*was, column))
                    continue;
                old_names.push_back(was->name);
                names.push_back(column.name);
            }
            const auto has_rowid = [](const ProbedTable& table) {
                return !table.columns.empty() && table.columns.back() == "rowid";
            };
            if (has_rowid(then) && has_rowid(here)) {
                old_names.emplace_back("rowid");
                names.emplace_back("rowid");
            }
            if (then.projected(old_names) != here.projected(names))
                throw Wrong(fmt::format("values of `{}` changed on the way up", old->name));
            if (then.mark != "" && here.mark != "" && then.mark != here.mark)
                throw Wrong(
                    fmt::format("the mark of `{}` went from {} to {}", old->name, then.mark, here.mark));
        }
    }

    void go_down() {
        MigrateOptions options;
        if (steps_.grade == Grade::loses) {
            bool refused = false;
            try {
                downgrade(*db_, chain(), first());
            } catch (const MigrationError&) {
                refused = true;
            }
            if (!refused) throw Wrong("a down that loses ran without being allowed to");
            options.allow_loss = true;
        }
        try {
            downgrade(*db_, chain(), first(), options);
        } catch (const Error& error) {
            throw Wrong(std::string("the down fails: ") + error.what());
        }
        check_settings("down");
        check_structure(before_, "down");
        check_rows_back();
    }

    /// To the grade that the down claims.
    void check_rows_back() {
        const Losses losses = losses_of(detail::normalise_sql(steps_.down));
        const auto lost = [&](const std::string& table, const std::string& column) {
            return losses.count({fold(table), fold(column)}) != 0;
        };
        const auto rows = probe_rows(db_->native_handle());
        for (const auto& [name, then] : rows_) {
            if (lost(name, "")) continue;
            const ProbedTable& here = rows.at(name);
            std::vector<std::string> names;
            for (const std::string& column : then.columns)
                if (!lost(name, column)) names.push_back(column);
            if (then.projected(names) != here.projected(names))
                throw Wrong(fmt::format("the down does not bring back the rows of `{}`", name));
            if (then.mark != here.mark && !lost(name, "rowid"))
                throw Wrong(fmt::format("the down brings the mark of `{}` from {} to {}", name, then.mark,
                                        here.mark));
        }
    }

    void go_up_again() {
        try {
            upgrade(*db_, chain());
        } catch (const Error& error) {
            // Values that the down could not bring back may stand against it.
            if (is_of_rows(error.what()) && steps_.grade == Grade::loses) return;
            throw Wrong(std::string("the second up fails: ") + error.what());
        }
        check_structure(after_, "the second up");
    }

    const Schema& before_;
    const Schema& after_;
    const Plan steps_;
    const bool foreign_keys_;
    const BakedChain baked_;
    std::optional<Connection> db_;
    std::map<std::string, ProbedTable> rows_;
};

}  // namespace

void take_journey(const Schema& before, const Schema& after, const Plan& steps, bool foreign_keys,
                  PairOutcome& outcome) {
    Journey(before, after, steps, foreign_keys).run(outcome);
}

}  // namespace varve::compiler::testing
