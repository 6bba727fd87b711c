// studio: keeps the posts of a small content studio. Everything it knows of its database stands in
// schema/content.varve.
#include <content/schema.hpp>

#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <varve/command_line.hpp>

namespace {

constexpr const char* usage =
    "usage: studio [--db FILE] post TEXT          write a post\n"
    "       studio [--db FILE] list               show the newest posts\n"
    "       studio migrate COMMAND [--db FILE]    look after the database: upgrade, downgrade, current, "
    "history, check\n";

constexpr std::string_view author_email = "ada@example.org";

/// The studio has one author; she is made when she writes first.
std::int64_t author(content::Transaction& tx) {
    if (auto ada = tx.users.find_by_email(author_email)) return ada->id;
    return tx.users.insert({.email = std::string(author_email), .display_name = "Ada", .handle = "ada"});
}

int post(const std::string& path, const std::string& text) {
    content::Database db = content::Database::open({.path = path});
    const std::int64_t id = db.write([&](content::Transaction& tx) {
        return tx.posts.insert(
            {.user_id = author(tx), .content = text, .platform = content::Platform::bluesky});
    });
    std::printf("post %lld written\n", static_cast<long long>(id));
    return 0;
}

int list(const std::string& path) {
    content::Database db = content::Database::open({.path = path});
    db.read([](const content::Snapshot& s) {
        std::printf("%lld users, %lld posts\n", static_cast<long long>(s.users.count()),
                    static_cast<long long>(s.posts.count()));
        for (const content::Post::View& post : s.posts.all().order_by(content::posts.id.desc()).limit(20)) {
            std::printf("%4lld  %-9s  %.*s\n", static_cast<long long>(post.id),
                        std::string(to_string(post.platform)).c_str(), static_cast<int>(post.content.size()),
                        post.content.data());
        }
    });
    return 0;
}

int run(int argc, char** argv) {
    std::string path = "studio.db";
    int at = 1;
    if (argc > 2 && std::string_view(argv[1]) == "--db") {
        path = argv[2];
        at = 3;
    }
    const std::string_view command = argc > at ? argv[at] : "";
    if (command == "migrate") return varve::command_line(argc - at, argv + at, content::chain());
    if (command == "post" && argc == at + 2) return post(path, argv[at + 1]);
    if (command == "list" && argc == at + 1) return list(path);
    std::fputs(usage, stderr);
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "studio: %s\n", error.what());
        return 1;
    }
}
