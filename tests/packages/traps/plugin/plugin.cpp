#include <notes/schema.hpp>

extern "C" __attribute__((visibility("default"))) long plugin_count(const char* path);

long plugin_count(const char* path) {
    try {
        notes::Database db = notes::Database::open({.path = path});
        db.write([](notes::Transaction& tx) { tx.notes.insert({.text = "from a plugin"}); });
        long count = 0;
        db.read([&](const notes::Snapshot& s) {
            for (const notes::Note::View& note : s.notes.all()) count += note.text.empty() ? 0 : 1;
        });
        return count;
    } catch (const varve::Error&) {
        return -1;
    }
}
