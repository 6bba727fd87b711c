#include <filesystem>

#include "tests/support/alembic_rows.hpp"

namespace varve::tests {
namespace {

using Host = MigratingHost;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::size_t backups(const Host& host) {
    std::size_t count = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(host.path()).parent_path()))
        count += entry.path().extension() == ".backup" ? 1 : 0;
    return count;
}

void back_up_first(const Host& host) {
    host.begin(1);
    CHECK(host({"upgrade", "phone", "--backup"}).out.find("back up to <db>.") == 0);
    CHECK(backups(host) == 1);
    CHECK(host({"upgrade", "--backup=before_destructive"}).code == 0);
    CHECK(backups(host) == 1);
    CHECK(host({"downgrade", "--backup", "--keep", "1"}).code == 0);
    CHECK(backups(host) == 1);
    CHECK(host({"upgrade", "--keep", "1"}).code == 2);
}

void rehearse(const Host& host) {
    host.begin(2);
    const std::string rows = host.sql("SELECT count(*) FROM varve_log");
    const Outcome rehearsed = host({"rehearse"});
    CHECK(rehearsed.code == 0);
    CHECK(rehearsed.out.find(host.name(3) + ": up ") == 0);
    CHECK(has(rehearsed.out, ", down "));
    CHECK(host.sql("SELECT count(*) FROM varve_log") == rows);
    CHECK(has(host.at(), host.name(2)));
}

void copies(const Host& host) {
    host.begin(2);
    host.sql("INSERT INTO users (id, email) VALUES (1, 'ada')");
    CHECK(host({"backup", host.file("safe")}).code == 0);
    host.sql("DELETE FROM users");
    CHECK(host({"restore", host.file("safe")}).code == 0);
    CHECK(host.sql("SELECT email FROM users") == "ada");
    const Outcome dump = host({"dump"});
    CHECK(dump.code == 0);
    CHECK(host({"reset", "--yes"}).code == 0);
    CHECK(host.at() == host.name(3) + " (head)");
    CHECK(host.sql("SELECT count(*) FROM users") == "0");
    CHECK(backups(host) == 2);
    host.begin(0);
    CHECK(host.run_script(dump.out) == "");
    CHECK(host.sql("SELECT email FROM users") == "ada");
    CHECK(has(host.at(), host.name(2)));
}

}  // namespace

std::vector<RowCase<MigratingHost>> copying_rows() {
    return {{"`upgrade --backup`, `downgrade --backup`, `--keep N`", back_up_first},
            {"`rehearse`", rehearse},
            {"`backup`, `restore`, `reset`, `dump`", copies}};
}

}  // namespace varve::tests
