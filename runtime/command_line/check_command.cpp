#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ostream>
#include <sstream>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/pending_check.hpp"
#include "runtime/command_line/printable_lines.hpp"
#include "runtime/command_line/reading.hpp"
#include "runtime/command_line/revision_words.hpp"
#include "runtime/command_line/session.hpp"
#include "runtime/command_line/standing.hpp"
#include "runtime/src/drift.hpp"
#include "runtime/src/line.hpp"

namespace varve::detail {
namespace {

/// What keeps the database from being at the head; "" when nothing does.
std::string out_of_place(const Position& position, const Chain& chain) {
    if (position.standing == Standing::at_head) return "";
    if (chain.count == 0 && has_place(position)) return "";
    if (!position.reason.empty()) return position.reason;
    if (!has_place(position)) return "the database has no ledger: `upgrade` adopts it";
    const Place place = place_of(chain, position);
    const std::vector<Place> heads = Graph(chain).heads_above(place);
    if (heads.size() > 1)
        return fmt::format(
            "the database is at {}, behind {} heads, {}: `upgrade` brings it to the one that it names",
            name_at(chain, place), heads.size(), names_at(chain, heads));
    return fmt::format("the database is at {}, {} behind the head {}: `upgrade` brings it there",
                       name_at(chain, place), pending_at(chain, position).size(), names_at(chain, heads));
}

/// An application knows its structures alone; `varve` knows the schema.
DriftWords words_of(const Connection& connection, const Chain& chain, const Position& position,
                    const Drift& drift, const CommandOptions& options) {
    if (drift.ours.empty()) return {};
    const auto* const at = std::find_if(chain.begin(), chain.end(),
                                        [&](const Revision& each) { return each.digest == position.head; });
    if (options.drift_words && at != chain.end()) {
        DriftWords words = options.drift_words(connection, static_cast<std::size_t>(at - chain.begin()) + 1);
        if (!words.lines.empty()) return words;
    }
    const Line line(connection, chain);
    const Mending mending = mending_of(connection, line.chain(), position.applied);
    DriftWords words{drift.ours, {}, ""};
    for (const std::string& statement : mending.statements)
        words.mending += statement + ";\n";
    if (!mending.whole) words.why_not = "a table in another form is put back by a rebuild, or from a backup";
    return words;
}

void print_mending(const DriftWords& words, std::ostream& out) {
    if (words.lines.empty()) return;
    if (words.mending.empty()) {
        out << fmt::format("no statement puts it back: {}\n", printable_lines(words.why_not));
        return;
    }
    if (!words.why_not.empty())
        out << fmt::format("no statement puts all of it back: {}\n", printable_lines(words.why_not));
    out << fmt::format("this would put {} back; read it first, it was not run:\n",
                       words.why_not.empty() ? "it" : "the rest");
    // At the left edge: a shell takes an indented dot command for SQL.
    std::istringstream lines(words.mending);
    for (std::string line; std::getline(lines, line);)
        out << printable_lines(line) << '\n';
}

/// `place`: of a database that is elsewhere; `at`: of one that is at a head.
void print_words(const std::string& place, const Drift& drift, const DriftWords& words, const std::string& at,
                 std::ostream& out) {
    if (!place.empty()) out << printable_lines(place) << '\n';
    for (const std::string& line : words.lines)
        out << "differs: " << printable_lines(line) << '\n';
    for (const std::string& line : drift.foreign)
        out << "not of the schema, left alone: " << printable_lines(line) << '\n';
    for (const std::string& line : drift.unmanaged)
        out << "left alone: " << printable_lines(line) << '\n';
    // Last, so that the SQL can be cut off to the end.
    print_mending(words, out);
    if (place.empty() && drift.ours.empty())
        out << fmt::format("the database is at {} and its structure is that revision's\n", at);
}

int print_check(Connection& connection, const Chain& chain, const CommandOptions& options,
                std::ostream& out) {
    const Position position = inspect(connection, chain);
    const bool unreadable = position.standing == Standing::unreadable;
    if (unreadable && !options.json) throw MigrationError(position.reason, position);
    if (chain.count == 0 && has_place(position) && !options.json) {
        out << "nothing to compare: " << why_empty(options) << '\n';
        return exit_done;
    }
    const std::string place = out_of_place(position, chain);
    const Drift drift = has_place(position) ? check(connection, chain) : Drift{};
    const bool clean = place.empty() && drift.ours.empty();
    const DriftWords words = words_of(connection, chain, position, drift, options);
    std::optional<PreflightReport> pending;
    if (options.pending && position.reason.empty()) pending = preflight(connection, chain);
    if (options.json) {
        nlohmann::ordered_json json;
        json["clean"] = clean;
        json["standing"] = word_of(position.standing);
        json["reason"] = place;
        json["differs"] = drift.ours;
        json["changes"] = words.lines;
        json["mending"] = words.mending;
        json["foreign"] = drift.foreign;
        json["unmanaged"] = drift.unmanaged;
        if (pending) json["pending"] = pending_in_json(*pending);
        print_json(json, out);
    } else {
        print_words(place, drift, words, place.empty() ? name_at(chain, place_of(chain, position)) : "", out);
        if (pending) print_pending(*pending, out);
    }
    return unreadable ? exit_refused : clean ? exit_done : exit_drift;
}

}  // namespace

int check_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    Connection connection = open_for_asking(options);
    return run_reading(connection, "",
                       [&](Onlooker&) { return print_check(connection, chain, options, out); });
}

}  // namespace varve::detail
