#include <cstdio>

#include "wrapper.hpp"

int main(int, char** argv) {
    notes::Database db = open_notes(argv[1]);
    db.write([](notes::Transaction& tx) { tx.notes.insert({.text = "wrapped"}); });
    std::puts("wrapped");
}
