#include <cstdlib>

#include "tests/support/alembic_rows.hpp"

namespace varve::tests {
namespace {

using Host = MigratingHost;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string head(const Host& host) {
    return host.name(3) + " (head)";
}

std::string behind(const Host& host, std::size_t place) {
    return host.name(place) + " (" + std::to_string(3 - place) + " behind the head, " + host.name(3) + ")";
}

void names_database(const Host& host) {
    host.begin(2);
    CHECK(host.run({"current", "--db", "sqlite:///" + host.path()}).out == behind(host, 2) + "\n");
    setenv("DATABASE_URL", host.path().c_str(), 1);
    CHECK(host.run({"current"}).out == behind(host, 2) + "\n");
    unsetenv("DATABASE_URL");
    CHECK(host.run({"current"}).code == 2);
}

void upgrade(const Host& host) {
    for (const std::string& target : {std::string("head"), std::string("+3")}) {
        host.begin(0);
        CHECK(host({"upgrade", target}).code == 0);
        CHECK(host.at() == head(host));
    }
    for (const std::string& target : {std::string("+2"), host.id(2), host.id(2).substr(0, 4),
                                      std::string("phone"), host.id(1) + "+1", std::string("head-1")}) {
        INFO(target);
        host.begin(0);
        CHECK(host({"upgrade", target}).code == 0);
        CHECK(host.at() == behind(host, 2));
    }
    CHECK(host({"upgrade"}).code == 0);
    CHECK(host.at() == head(host));
    CHECK(host({"upgrade", "users"}).out == "nothing to do: the database is at " + host.name(3) + "\n");
    CHECK(host({"upgrade", host.id(2).substr(0, 3)}).code == 2);
}

/// Of several heads: tests/runtime/command_graph_test.cpp.
void upgrade_heads(const Host& host) {
    host.begin(0);
    CHECK(host({"upgrade", "heads"}).code == 0);
    CHECK(host.at() == head(host));
    const Outcome labelled = host({"upgrade", "left@head"});
    CHECK(labelled.code == 2);
    CHECK(has(labelled.err, "error: no revision `left@head` in the chain of "));
}

void upgrade_script(const Host& host) {
    host.begin(1);
    const Outcome script = host.run({"upgrade", "users:head", "--sql"});
    CHECK(script.code == 0);
    CHECK(host.run_script(script.out) == "");
    CHECK(host.at() == head(host));
    CHECK(host({"check"}).code == 0);
    CHECK(host.sql("SELECT count(*) FROM varve_log WHERE action = 'up'") == "3");
    CHECK(has(host.run_script(script.out),
              "the database is not at " + host.name(1) + "; nothing was changed by this revision"));
}

void downgrade(const Host& host) {
    host.begin(3);
    CHECK(host({"downgrade"}).code == 0);
    CHECK(host.at() == behind(host, 2));
    const Outcome refused = host({"downgrade", "-1"});
    CHECK(refused.code == 4);
    CHECK(refused.err ==
          "error: going down would lose data of `<db>`:\n  " + host.name(2) +
              " loses users.phone\nsay `--allow-loss` (`allow_loss`) if that is meant; nothing was "
              "changed\n");
    CHECK(host({"downgrade", "-1", "--allow-loss"}).code == 0);
    CHECK(host.at() == behind(host, 1));
    host.begin(3);
    CHECK(host({"downgrade", host.id(3) + "-1"}).code == 0);
    CHECK(host.at() == behind(host, 2));
    CHECK(host({"downgrade", host.id(1), "--allow-loss"}).code == 0);
    CHECK(host.at() == behind(host, 1));
    CHECK(host({"downgrade", "base", "--allow-loss"}).code == 0);
    CHECK(host.at() == "base (3 behind the head, " + host.name(3) + ")");
}

void take_back(const Host& host) {
    host.begin(3);
    const Outcome refused = host.older({"downgrade", "--take-back"});
    CHECK(refused.code == 4);
    CHECK(has(refused.err,
              "`downgrade --take-back --allow-loss` (`take_back = allow_loss`), which loses users.phone"));
    const Outcome back = host.older({"downgrade", "--take-back", "--allow-loss"});
    CHECK(back.code == 0);
    CHECK(back.out == "take back `once` (" + host.id(3) + ")\ntake back `phone` (" + host.id(2) +
                          "), losing users.phone\nthe database is at " + host.name(1) + "\n");
}

void downgrade_script(const Host& host) {
    for (const char* range : {"once:phone", "-1"}) {
        host.begin(3);
        const Outcome script = host.run({"downgrade", range, "--sql"});
        CHECK(script.code == 0);
        CHECK(host.run_script(script.out) == "");
        CHECK(host.at() == behind(host, 2));
    }
    CHECK(host.run({"downgrade", "phone:users", "--sql"}).err ==
          "error: taking " + host.name(2) + " down loses users.phone: --allow-loss if that is meant\n");
}

void without_ledger(const Host& host, std::size_t place) {
    host.begin(place);
    host.sql("DROP TABLE varve_log");
    host.sql("DROP TABLE varve_revisions");
}

void stamp(const Host& host) {
    without_ledger(host, 2);
    CHECK(host({"stamp", "head"}).code == 4);
    CHECK(host({"stamp", host.id(2)}).out == "stamped: the database is at " + host.name(2) + "\n");
    CHECK(host.at() == behind(host, 2));
    host.begin(0);
    host.sql("PRAGMA user_version = 3");
    const Outcome empty = host({"stamp", "users"});
    CHECK(empty.code == 4);
    CHECK(empty.err == "error: `<db>` is empty: `upgrade` it instead of stamping it; nothing was changed\n");
}

void stamp_forced(const Host& host) {
    without_ledger(host, 1);
    CHECK(host({"stamp", "phone"}).code == 4);
    CHECK(host({"stamp", "phone", "--force"}).code == 0);
    CHECK(host.sql("SELECT id, forced FROM varve_log") == host.id(1) + "|1 " + host.id(2) + "|1");
}

void stamp_purged(const Host& host) {
    host.begin(3);
    host.sql("DROP INDEX users_email");
    CHECK(host({"stamp", "phone", "--purge"}).code == 0);
    CHECK(host.at() == behind(host, 2));
    CHECK(host.sql("SELECT action, count(*) FROM varve_log GROUP BY action ORDER BY 1") ==
          "stamp|2 unstamp|3 up|3");
    host.sql("UPDATE varve_revisions SET inverse = '' WHERE seq = 1");
    CHECK(host({"stamp", "phone", "--purge"}).code == 0);
    CHECK(host.sql("SELECT action, count(*) FROM varve_log GROUP BY action ORDER BY 1") == "stamp|2");
}

void tells_steps(const Host& host) {
    host.begin(0);
    CHECK(host({"upgrade"}).out == "apply " + host.name(1) + "\napply " + host.name(2) + "\napply " +
                                       host.name(3) + "\nthe database is at " + host.name(3) + "\n");
}

}  // namespace

std::vector<RowCase<MigratingHost>> moving_rows() {
    return {{"`sqlalchemy.url`", names_database},
            {"`upgrade head`, `+N`, `id`, `id+N`, `head-1`", upgrade},
            {"`upgrade heads`, `label@head`", upgrade_heads},
            {"`upgrade a:b --sql`", upgrade_script},
            {"`downgrade -1`, `base`, `id`, `id-N`", downgrade},
            {"`downgrade --take-back [--allow-loss]`", take_back},
            {"`downgrade b:a --sql`", downgrade_script},
            {"`stamp id`", stamp},
            {"`stamp` of anything", stamp_forced},
            {"`stamp --purge`", stamp_purged},
            {"`on_version_apply`", tells_steps}};
}

}  // namespace varve::tests
