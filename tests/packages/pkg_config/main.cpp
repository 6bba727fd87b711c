// Built without CMake: g++ with what pkg-config says, and what `varve generate` wrote.
#include <cstdio>
#include <notes/schema.hpp>

int main(int, char** argv) {
    notes::Database db = notes::Database::open({.path = argv[1]});
    const auto id = db.write([](notes::Transaction& tx) { return tx.notes.insert({.text = "kept"}); });
    db.read([&](const notes::Snapshot& s) { std::puts(s.notes.find(id) ? "kept" : "lost"); });
}
