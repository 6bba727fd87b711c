#pragma once

#include <cstdint>
#include <memory>

struct sqlite3;

namespace varve::compiler {

/// What SQL can see of the world and no revision decides.
struct World {
    std::int64_t time_ms;  ///< since 1970, UTC; stands still
    const char* zone;      ///< as in the environment's TZ
    bool mirrored;         ///< random bits are those of the other world, each turned over
};

/// Two that have nothing in common: neither a field of the date nor a digit of a random number.
extern const World first_world;
extern const World second_world;

/// SQLite's clock, its randomness and the time zone are the world's while this lives, on every connection
/// that is opened in the meantime; those must be closed before. One at a time, on a process's only thread.
/// Throws Error(sqlite) when SQLite takes no VFS.
class InWorld {
public:
    explicit InWorld(const World& world);
    ~InWorld();
    InWorld(const InWorld&) = delete;
    InWorld& operator=(const InWorld&) = delete;

    /// On a connection: random() and randomblob() are the world's; `asked` counts the calls of functions that
    /// tell SQLite's own version. Throws Error(sqlite).
    void enter(sqlite3* db, std::size_t& asked);

private:
    struct Clockwork;
    std::unique_ptr<Clockwork> clockwork_;
};

}  // namespace varve::compiler
