#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/printable_lines.hpp"
#include "runtime/command_line/revision_words.hpp"
#include "runtime/command_line/session.hpp"
#include "runtime/command_line/standing.hpp"

namespace varve::detail {
namespace {

/// What `status` found; the database is asked only where one is named and there.
struct Status {
    std::vector<Fact> facts;
    std::string database;
    std::optional<Position> position;
    Drift drift;
};

bool names_database(const CommandOptions& options) {
    const char* environment = std::getenv("DATABASE_URL");
    return !options.database.empty() || (environment != nullptr && *environment != '\0');
}

Status look(const Chain& chain, const CommandOptions& options) {
    Status status;
    if (options.facts) status.facts = options.facts();
    if (!names_database(options)) {
        status.database = "none is named: --db or $DATABASE_URL";
        return status;
    }
    const std::string path = named_database(options);
    if (!database_exists(path)) {
        status.database = fmt::format("`{}` is not there{}", path,
                                      Graph(chain).heads().size() > 1 ? "" : ": `upgrade` makes it");
        return status;
    }
    Connection connection = open_for_asking(options);
    status.position = inspect(connection, chain);
    status.database = place_in_words(*status.position, chain);
    if (has_place(*status.position)) status.drift = check(connection, chain);
    return status;
}

std::string chain_in_words(const Chain& chain, const CommandOptions& options) {
    if (chain.count == 0) return why_empty(options);
    const std::vector<Place> heads = Graph(chain).heads();
    return fmt::format("{} revision{}, {} {}", chain.count, chain.count == 1 ? "" : "s",
                       heads.size() == 1 ? "head" : fmt::format("{} heads:", heads.size()),
                       names_at(chain, heads));
}

void print_words(const Status& status, const Chain& chain, const CommandOptions& options, std::ostream& out) {
    const auto print = [&](std::string_view subject, std::string_view words) {
        out << fmt::format("{:<9} {}\n", subject, printable_lines(words));
    };
    for (const Fact& fact : status.facts)
        print(fact.subject, fact.words);
    print("chain", chain_in_words(chain, options));
    print("database", status.database);
    if (const std::size_t count = status.drift.ours.size(); count != 0)
        print("drift", fmt::format("{} object{} of the schema differ{}: `check` shows them", count,
                                   count == 1 ? "" : "s", count == 1 ? "s" : ""));
    if (!status.position || !has_place(*status.position)) return;
    const RevisionWords words(chain, options);
    const std::vector<Place> pending = pending_at(chain, *status.position);
    if (Graph(chain).heads_above(place_of(chain, *status.position)).size() > 1)
        print("pending", "several heads follow: no upgrade until they are brought together");
    for (const Place place : pending)
        print(place == pending.front() ? "pending" : "", words.line(place));
}

nlohmann::ordered_json in_json(const Status& status, const Chain& chain, const CommandOptions& options) {
    nlohmann::ordered_json json;
    for (const Fact& fact : status.facts)
        json[fact.subject] = fact.words;
    const RevisionWords words(chain, options);
    json["chain"]["name"] = chain.schema;
    json["chain"]["revisions"] = chain.count;
    const std::vector<Place> heads = Graph(chain).heads();
    json["chain"]["head"] = heads.size() == 1 ? words.json(heads.front()) : nlohmann::ordered_json();
    json["chain"]["heads"] = nlohmann::ordered_json::array();
    for (const Place head : heads)
        json["chain"]["heads"].push_back(words.json(head));
    json["database"] = nullptr;
    json["pending"] = nlohmann::ordered_json::array();
    if (!status.position) return json;
    json["database"] = {{"standing", word_of(status.position->standing)},
                        {"applied", status.position->applied},
                        {"reason", status.position->reason},
                        {"differs", status.drift.ours}};
    if (!has_place(*status.position)) return json;
    for (const Place place : pending_at(chain, *status.position))
        json["pending"].push_back(words.json(place));
    return json;
}

}  // namespace

int status_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    const Status status = look(chain, options);
    if (options.json)
        print_json(in_json(status, chain, options), out);
    else
        print_words(status, chain, options, out);
    return exit_done;
}

}  // namespace varve::detail
