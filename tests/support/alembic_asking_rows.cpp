#include "tests/support/alembic_rows.hpp"

namespace varve::tests {
namespace {

using Host = MigratingHost;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The line of a revision up to its message.
std::string line(const Host& host, std::size_t place, const std::string& rest) {
    return "000" + std::to_string(place) + " " + host.id(place) + " " + rest;
}

void current(const Host& host) {
    host.begin(2);
    CHECK(host({"current"}).out == host.name(2) + " (1 behind the head, " + host.name(3) + ")\n");
    CHECK(host({"current", "-v"}).out.find(line(host, 2, "phone (current)\n  digest  ")) == 0);
    CHECK(has(host({"current", "--json"}).out, "\"standing\": \"behind\""));
    CHECK(host.older({"current"}).out.find("`phone` (" + host.id(2) + "): ahead\n") == 0);
    host.sql("DROP TABLE varve_log");
    host.sql("DROP TABLE varve_revisions");
    CHECK(host({"current"}).out == "unversioned\ntables but no ledger; `upgrade` adopts it\n");
}

void check_heads(const Host& host) {
    host.begin(2);
    CHECK(host({"current", "--check-heads"}).code == 3);
    CHECK(host({"upgrade"}).code == 0);
    CHECK(host({"current", "--check-heads"}).code == 0);
}

void history(const Host& host) {
    host.begin(2);
    const std::string all = host({"history"}).out;
    CHECK(all.find(line(host, 3, "once (head)")) == 0);
    CHECK(all.find(line(host, 1, "users: ")) > all.find(line(host, 2, "phone: ")));
    CHECK(has(host({"history", "-v"}).out, "\n  parents base\n"));
    const std::string marked = host({"history", "-i"}).out;
    CHECK(has(marked, line(host, 3, "once (head) (pending)")));
    CHECK(has(marked, line(host, 2, "phone (current)")));
    for (const char* range : {"users:phone", "-3:current"}) {
        const std::string some = host({"history", "-r", range}).out;
        CHECK(some.find(line(host, 2, "phone: ")) == 0);
        CHECK(has(some, line(host, 1, "users: ")));
    }
}

void show_graph(const Host& host) {
    host.begin(0);
    CHECK(host({"heads"}).out.find(line(host, 3, "once (head): ")) == 0);
    CHECK(has(host({"heads", "-v"}).out, "\n  down    exact\n"));
    for (const std::vector<std::string>& branches :
         {std::vector<std::string>{"branches"}, {"branches", "-v"}})
        CHECK(host(branches).out == "the chain is one line: no revision has two children\n");
    const std::string shown = host({"show", "phone"}).out;
    CHECK(shown.find(line(host, 2, "phone\n  digest  ")) == 0);
    CHECK(has(shown, "\n-- up\n"));
    CHECK(has(shown, "\n-- down\n"));
    CHECK(has(shown, "DROP COLUMN"));
    CHECK(has(host({"show", "users:phone"}).out, shown));
    CHECK(has(host({"show", "phone", "--json"}).out, "\"down_sql\": "));
}

void status(const Host& host) {
    host.begin(2);
    const std::string told = host({"status"}).out;
    CHECK(has(told, "chain     3 revisions, head " + host.name(3) + "\n"));
    CHECK(has(told, "database  " + host.name(2) + " (1 behind the head, " + host.name(3) + ")\n"));
    CHECK(has(told, "pending   " + line(host, 3, "once (head): ")));
    CHECK(has(host({"status", "--json"}).out, "\"standing\": \"behind\""));
}

void check(const Host& host) {
    host.begin(3);
    CHECK(host({"check"}).code == 0);
    host.sql("ALTER TABLE users ADD COLUMN note TEXT");
    const Outcome drifted = host({"check"});
    CHECK(drifted.code == 3);
    CHECK(drifted.out.find("differs: ") == 0);
    CHECK(has(drifted.out, "note"));
    host.begin(2);
    host.sql("INSERT INTO users (id, email) VALUES (1, 'a'), (2, 'a')");
    const Outcome stands = host({"check", "--pending"});
    CHECK(stands.code == 3);
    CHECK(has(stands.out,
              "stands against " + host.name(3) + ": 2 rows of `users`: `email` is not unique (id 1, 2)\n"));
}

}  // namespace

std::vector<RowCase<MigratingHost>> asking_rows() {
    return {{"`current`, `-v`", current},
            {"`current --check-heads`", check_heads},
            {"`history`, `-v`, `-i`, `-r a:b`, `-r -3:current`", history},
            {"`heads`, `branches`, `-v`, `show`", show_graph},
            {"`status`", status},
            {"`check`, `check --pending`", check}};
}

}  // namespace varve::tests
