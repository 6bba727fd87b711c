#include <cstdio>
#include <notes/schema.hpp>

#if defined(WANTS_OWN_SQLITE) && !defined(OWN_SQLITE)
#error "varve does not link the project's own SQLite"
#endif

int main(int, char** argv) {
    notes::Database db = notes::Database::open({.path = argv[1]});
    db.write([](notes::Transaction& tx) { tx.notes.insert({.text = "kept"}); });
    db.read([](const notes::Snapshot& s) {
        for (const notes::Note::View& note : s.notes.all()) std::printf("%.*s\n", static_cast<int>(note.text.size()), note.text.data());
    });
}
