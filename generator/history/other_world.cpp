#include "generator/history/other_world.hpp"

#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

#include "runtime/include/varve/error.hpp"

namespace varve::compiler {
namespace {

using namespace std::chrono;

constexpr std::int64_t since_1970(year_month_day day, milliseconds time) {
    return (sys_days(day).time_since_epoch() + time).count();
}

/// Both in the letters of a day that the other has not.
constexpr std::int64_t early = since_1970(1971y / 2 / 3, 4h + 5min + 6s + 789ms);
constexpr std::int64_t late = since_1970(2093y / 11 / 22, 17h + 38min + 49s + 123ms);

using Function = void (*)(sqlite3_context*, int, sqlite3_value**);

/// TZ for as long as this lives.
class Zone {
public:
    explicit Zone(const char* name) {
        if (const char* before = ::getenv("TZ"); before != nullptr) before_ = before;
        ::setenv("TZ", name, 1);
        ::tzset();
    }
    ~Zone() {
        if (before_)
            ::setenv("TZ", before_->c_str(), 1);
        else
            ::unsetenv("TZ");
        ::tzset();
    }
    Zone(const Zone&) = delete;
    Zone& operator=(const Zone&) = delete;

private:
    std::optional<std::string> before_;
};

void tell_library_version(sqlite3_context* context, int, sqlite3_value**) {
    ++*static_cast<std::size_t*>(sqlite3_user_data(context));
    sqlite3_result_text(context, sqlite3_libversion(), -1, SQLITE_STATIC);
}

void tell_source_id(sqlite3_context* context, int, sqlite3_value**) {
    ++*static_cast<std::size_t*>(sqlite3_user_data(context));
    sqlite3_result_text(context, sqlite3_sourceid(), -1, SQLITE_STATIC);
}

}  // namespace

const World first_world = {early, "VVA-3:17", false};
const World second_world = {late, "VVB+8:41", true};

struct InWorld::Clockwork {
    Clockwork(const World& its, sqlite3_vfs& before)
        : world(its), machine(&before), vfs(before), zone(its.zone) {
        vfs.zName = "varve_world";
        vfs.pNext = nullptr;
        vfs.pAppData = before.pAppData;
        vfs.iVersion = std::max(before.iVersion, 2);
        vfs.xCurrentTimeInt64 = [](sqlite3_vfs*, sqlite3_int64* now) {
            *now = current->world.time_ms + julian_of_1970;
            return SQLITE_OK;
        };
        vfs.xCurrentTime = [](sqlite3_vfs*, double* now) {
            *now = static_cast<double>(current->world.time_ms + julian_of_1970) / 86400000.0;
            return SQLITE_OK;
        };
        vfs.xRandomness = [](sqlite3_vfs*, int size, char* bytes) {
            for (int i = 0; i != size; ++i)
                bytes[i] = static_cast<char>(current->bits());
            return size;
        };
    }

    /// The same in every world, before it is mirrored (splitmix64).
    std::uint64_t bits() {
        state += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        z ^= z >> 31U;
        return world.mirrored ? ~z : z;
    }

    static constexpr std::int64_t julian_of_1970 = 210866760000000;
    static Clockwork* current;

    const World& world;
    sqlite3_vfs* machine;
    sqlite3_vfs vfs;
    Zone zone;
    std::uint64_t state = 0;
};

InWorld::Clockwork* InWorld::Clockwork::current = nullptr;

InWorld::InWorld(const World& world) {
    sqlite3_initialize();
    sqlite3_vfs* machine = sqlite3_vfs_find(nullptr);
    if (machine == nullptr) throw Error(ErrorCode::sqlite, "SQLite has no VFS");
    clockwork_ = std::make_unique<Clockwork>(world, *machine);
    Clockwork::current = clockwork_.get();
    if (sqlite3_vfs_register(&clockwork_->vfs, 1) != SQLITE_OK)
        throw Error(ErrorCode::sqlite, "SQLite takes no VFS");
    // What it draws from next is the VFS that is the default then.
    sqlite3_randomness(0, nullptr);
}

InWorld::~InWorld() {
    sqlite3_vfs_unregister(&clockwork_->vfs);
    sqlite3_vfs_register(clockwork_->machine, 1);
    sqlite3_randomness(0, nullptr);
    Clockwork::current = nullptr;
}

void InWorld::enter(sqlite3* db, std::size_t& asked) {
    const auto random = [](sqlite3_context* context, int, sqlite3_value**) {
        sqlite3_result_int64(context, static_cast<sqlite3_int64>(Clockwork::current->bits()));
    };
    const auto blob = [](sqlite3_context* context, int, sqlite3_value** values) {
        std::string bytes;
        for (sqlite3_int64 left = std::max<sqlite3_int64>(sqlite3_value_int64(values[0]), 1); left != 0;
             --left)
            bytes.push_back(static_cast<char>(Clockwork::current->bits()));
        sqlite3_result_blob64(context, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
    };
    const auto add = [db](const char* name, int arguments, std::size_t* data, Function function) {
        constexpr int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS;
        const int code =
            sqlite3_create_function_v2(db, name, arguments, flags, data, function, nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) throw Error(ErrorCode::sqlite, "SQLite takes no functions", code);
    };
    add("random", 0, nullptr, random);
    add("randomblob", 1, nullptr, blob);
    add("sqlite_version", 0, &asked, tell_library_version);
    add("sqlite_source_id", 0, &asked, tell_source_id);
}

}  // namespace varve::compiler
