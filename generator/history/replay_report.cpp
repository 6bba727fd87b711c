#include "generator/history/replay_report.hpp"

#include <fmt/format.h>

namespace varve::compiler {
namespace {

/// "a, b and c"
std::string listed(const std::vector<std::string>& things) {
    std::string text;
    for (std::size_t i = 0; i != things.size(); ++i) {
        if (i != 0) text += i + 1 == things.size() ? " and " : ", ";
        text += things[i];
    }
    return text;
}

}  // namespace

std::string ReplayReport::grade() const {
    return grade_of(source_.down).grade == Grade::exact ? "exact" : "loses";
}

void ReplayReport::proof_fails(const std::string& reason) {
    sink_.error(DiagnosticKind::proof_fails, {source_.proof_file.value_or(source_.file), 0, 0},
                fmt::format("`{}/proof.sql` fails: {}", source_.directory, reason), {},
                "its rows must fit the schema as it is before this revision");
}

void ReplayReport::unpopulated(const std::vector<Unpopulated>& tables) {
    if (!draft_) return;
    for (const Unpopulated& table : tables)
        sink_.warning(
            DiagnosticKind::table_not_populated, up(),
            fmt::format("`{}` is rehearsed without rows in table `{}`: no generated row fits it ({})",
                        source_.directory, table.table, table.reason),
            {}, fmt::format("insert some in `{}/proof.sql`", source_.directory));
}

void ReplayReport::up_fails(const std::string& reason) {
    sink_.error(DiagnosticKind::up_fails, up(),
                fmt::format("`{}/up.sql` fails: {}", source_.directory, reason), {},
                "mend it: it must run on new databases and on old ones, and make what its schema.varve says");
}

void ReplayReport::up_fails_on_rows(const std::string& reason) {
    sink_.error(DiagnosticKind::up_fails, up(),
                fmt::format("`{}/up.sql` fails on a populated database: {}", source_.directory, reason), {},
                fmt::format("if it expects certain rows, insert them in `{}/proof.sql`", source_.directory));
}

void ReplayReport::up_fails_on_empty(const std::string& reason) {
    sink_.error(DiagnosticKind::up_fails, up(),
                fmt::format("`{}/up.sql` fails on a database without rows: {}", source_.directory, reason),
                {}, "a new database has none: the SQL must run on empty tables too");
}

void ReplayReport::up_may_fail(const std::string& reason) {
    if (!draft_) return;
    sink_.warning(DiagnosticKind::up_may_fail, up(),
                  fmt::format("`{}/up.sql` fails where rows stand that the schema before it allows: {}",
                              source_.directory, reason),
                  {}, "mend such rows first, with an UPDATE in the up");
}

void ReplayReport::up_loses(const std::vector<std::string>& missing) {
    sink_.error(
        DiagnosticKind::up_loses, up(),
        fmt::format("`{}/up.sql` does not keep {}, and does not say so", source_.directory, listed(missing)),
        {}, "copy it, change it by an UPDATE of its own, or declare `--@ lose <table>.<column>`");
}

void ReplayReport::down_fails(const std::string& reason) {
    sink_.error(DiagnosticKind::down_fails, down(),
                fmt::format("`{}/down.sql` fails: {}", source_.directory, reason), {},
                "mend it, or grade it `--@ grade none`");
}

void ReplayReport::down_differs(const std::vector<std::string>& missing) {
    sink_.error(DiagnosticKind::down_differs, down(),
                fmt::format("`{}/down.sql` is graded `{}`, but does not restore {}", source_.directory,
                            grade(), listed(missing)),
                {}, "restore it, or name it in `--@ grade loses …`");
}

void ReplayReport::down_loses(const std::vector<std::string>& missing) {
    sink_.error(DiagnosticKind::down_loses, down(),
                fmt::format("`{}/down.sql` is graded `{}`, but loses {} of rows written since",
                            source_.directory, grade(), listed(missing)),
                {}, "keep it, or name it in `--@ grade loses …`");
}

void ReplayReport::unknown_loss(const std::string& name) {
    sink_.error(
        DiagnosticKind::unknown_loss, down(),
        fmt::format(
            "`{}/down.sql` says that it loses `{}`, which is neither in the schema before it nor after",
            source_.directory, name),
        {}, "name a table, or a column as `<table>.<column>`");
}

void ReplayReport::up_fails_again(const std::string& reason) {
    sink_.error(
        DiagnosticKind::up_fails_again, up(),
        fmt::format("`{}/up.sql` fails on what its own down.sql leaves: {}", source_.directory, reason), {},
        "a revision that was taken down must come up again");
}

}  // namespace varve::compiler
