// The studio as it was released three revisions ago. It meets newer databases in demo.sh.
#include <content_older/schema.hpp>

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: studio_older FILE\n", stderr);
        return 2;
    }
    try {
        content::Database db = content::Database::open({.path = argv[1]});
        const auto posts = db.read([](const content::Snapshot& s) { return s.posts.count(); });
        std::printf("studio of revision 3: %lld posts\n", static_cast<long long>(posts));
        return 0;
    } catch (const varve::MigrationError& refusal) {
        std::fprintf(stderr, "studio of revision 3: %s\n", refusal.what());
        return 4;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "studio of revision 3: %s\n", error.what());
        return 1;
    }
}
