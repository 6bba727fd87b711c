#include "generator/history/replay_report.hpp"

#include <fmt/format.h>

#include "generator/history/statement_place.hpp"

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

Span ReplayReport::place(Span text, std::string_view reason) const {
    if (sources_ == nullptr) return text;
    return statement_place(*sources_, text.file, reason).value_or(text);
}

Span ReplayReport::up(std::string_view reason) const {
    if (source_.directory == ephemeral_directory) return place_of(source_);
    return place({source_.file, 0, 0}, reason);
}

Span ReplayReport::down(std::string_view reason) const {
    return source_.down_file ? place({*source_.down_file, 0, 0}, reason) : up();
}

/// The directory stands before the message already, with the file; an ephemeral draft has none.
std::string ReplayReport::subject(const char* side) const {
    return fmt::format("the {} of {}", side, title_of(source_));
}

std::string ReplayReport::way_out(std::string help) const {
    if (source_.directory != ephemeral_directory) return help;
    return help + "; `varve revision --autogenerate -m \"…\"` writes it where it can be edited";
}

std::string ReplayReport::grade() const {
    return grade_of(source_.down).grade == Grade::exact ? "exact" : "loses";
}

void ReplayReport::proof_fails(const std::string& reason) {
    sink_.error(DiagnosticKind::proof_fails, {source_.proof_file.value_or(source_.file), 0, 0},
                fmt::format("{} fails: {}", subject("proof"), reason), {},
                "its rows must fit the schema as it is before this revision");
}

void ReplayReport::unpopulated(const std::vector<Unpopulated>& tables) {
    if (!draft_) return;
    for (const Unpopulated& table : tables)
        sink_.warning(DiagnosticKind::table_not_populated, up(),
                      fmt::format("{} is rehearsed without rows in table `{}`: no generated row fits it ({})",
                                  subject("up"), table.table, table.reason),
                      {}, way_out("insert some in its proof.sql"));
}

void ReplayReport::up_fails(const std::string& reason) {
    sink_.error(
        DiagnosticKind::up_fails, up(reason), fmt::format("{} fails: {}", subject("up"), reason), {},
        way_out(
            "mend it: it must run on new databases and on old ones, and make what its schema.varve says"));
}

void ReplayReport::up_fails_on_rows(const std::string& reason) {
    sink_.error(DiagnosticKind::up_fails, up(reason),
                fmt::format("{} fails on a populated database: {}", subject("up"), reason), {},
                way_out("if it expects certain rows, insert them in its proof.sql"));
}

void ReplayReport::up_fails_on_empty(const std::string& reason) {
    sink_.error(DiagnosticKind::up_fails, up(reason),
                fmt::format("{} fails on a database without rows: {}", subject("up"), reason), {},
                way_out("a new database has none: the SQL must run on empty tables too"));
}

void ReplayReport::up_may_fail(const std::string& reason) {
    if (!draft_) return;
    sink_.warning(
        DiagnosticKind::up_may_fail, up(reason),
        fmt::format("{} fails where rows stand that the schema before it allows: {}", subject("up"), reason),
        {}, way_out("mend such rows first, with a statement of its own in up.sql"));
}

void ReplayReport::up_may_fail(const Demand& demand) {
    if (!draft_) return;
    const bool ephemeral = source_.directory == ephemeral_directory;
    sink_.warning(DiagnosticKind::up_may_fail, ephemeral ? demand.span : up(),
                  fmt::format("{} fails on a database in which {}: {} is new", subject("up"), demand.breaking,
                              demand.constraint),
                  {}, way_out("mend such rows first, with a statement of its own in up.sql"));
}

void ReplayReport::up_loses(const std::vector<std::string>& missing) {
    sink_.error(
        DiagnosticKind::up_loses, up(),
        fmt::format("{} does not keep {}, and does not say so", subject("up"), listed(missing)), {},
        way_out("copy it, change it by an UPDATE of its own, or declare `--@ lose <table>.<column>`"));
}

void ReplayReport::down_fails(const std::string& reason) {
    sink_.error(DiagnosticKind::down_fails, down(reason),
                fmt::format("{} fails: {}", subject("down"), reason), {},
                way_out("mend it, or grade it `--@ grade none`"));
}

void ReplayReport::down_differs(const std::vector<std::string>& missing) {
    sink_.error(
        DiagnosticKind::down_differs, down(),
        fmt::format("{} is graded `{}`, but does not restore {}", subject("down"), grade(), listed(missing)),
        {}, way_out("restore it, or name it in `--@ grade loses …`"));
}

void ReplayReport::down_loses(const std::vector<std::string>& missing) {
    sink_.error(DiagnosticKind::down_loses, down(),
                fmt::format("{} is graded `{}`, but loses {} of rows written since", subject("down"), grade(),
                            listed(missing)),
                {}, way_out("keep it, or name it in `--@ grade loses …`"));
}

void ReplayReport::unknown_loss(const char* side, const std::string& name) {
    sink_.error(DiagnosticKind::unknown_loss, std::string_view(side) == "up" ? up() : down(),
                fmt::format("{} says that it loses `{}`, which is neither in the schema before it nor after",
                            subject(side), name),
                {}, way_out("name a table, or a column as `<table>.<column>`"));
}

void ReplayReport::up_fails_again(const std::string& reason) {
    sink_.error(DiagnosticKind::up_fails_again, up(reason),
                fmt::format("{} fails on what its own down.sql leaves: {}", subject("up"), reason), {},
                way_out("a revision that was taken down must come up again"));
}

}  // namespace varve::compiler
