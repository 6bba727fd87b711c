#include "generator/history/replay_head.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstddef>

#include "generator/history/baked.hpp"
#include "generator/history/head_rows.hpp"
#include "generator/history/head_state.hpp"
#include "generator/history/other_world.hpp"
#include "generator/sqlite/stand_ins.hpp"
#include "runtime/include/varve/connection.hpp"
#include "runtime/include/varve/error.hpp"
#include "runtime/include/varve/migrate.hpp"

namespace varve::compiler {
namespace {

/// What a connection is given, and what was asked of it.
struct Surroundings {
    const std::vector<Requirement>* required;
    InWorld* world = nullptr;  ///< null for this one
    std::size_t calls = 0;
    std::size_t questions = 0;

    Connection open() {
        ConnectionOptions options;
        options.path = ":memory:";
        options.configure_context = this;
        options.configure = [](void* context, sqlite3* db) {
            auto& self = *static_cast<Surroundings*>(context);
            sqlite::register_stand_ins(db, *self.required, &self.calls);
            if (self.world != nullptr) self.world->enter(db, self.questions);
        };
        return Connection::open(options);
    }
};

/// Through the whole chain, as if nothing were baked.
HeadState replayed_in(const World& world, const Chain& chain, const std::vector<Requirement>& required) {
    InWorld there(world);
    Surroundings surroundings{&required, &there};
    Connection connection = surroundings.open();
    try {
        upgrade(connection, chain);
    } catch (const Error&) {
        throw NotBaked("it does not run under every clock and with every random number");
    }
    if (surroundings.calls != 0) throw NotBaked("it asks what the application registers");
    if (surroundings.questions != 0) throw NotBaked("it asks for SQLite's version");
    return read_head_state(connection.native_handle());
}

HeadState made_at_once(const Chain& chain, const std::vector<Requirement>& required) {
    Surroundings surroundings{&required};
    Connection connection = surroundings.open();
    std::string told;
    MigrateOptions options;
    options.progress_context = &told;
    options.progress = [](void* context, std::string_view line) {
        static_cast<std::string*>(context)->append(line).append("\n");
    };
    upgrade(connection, chain, options);
    if (told.rfind("make at ", 0) != 0) throw NotBaked("SQLite does not take what was baked");
    return read_head_state(connection.native_handle());
}

ProvedHead proved(const VerifiedChain& chain, const std::vector<Requirement>& required) {
    BakedChain baked(chain.revisions.back().schema.name, chain);
    const HeadState first = replayed_in(first_world, baked.chain(), required);
    const HeadState second = replayed_in(second_world, baked.chain(), required);
    if (const std::string where = first_difference(first, second); !where.empty())
        throw NotBaked(fmt::format("the clock or random numbers decide what `{}` holds", where));
    baked.set_head(first.structure, first.rows());
    if (const std::string where = first_difference(first, made_at_once(baked.chain(), required));
        !where.empty())
        throw NotBaked(fmt::format("`{}` would not be the same", where));
    return {first.structure, first.rows(), ""};
}

}  // namespace

ProvedHead prove_head(const VerifiedChain& chain, const std::vector<Requirement>& required) {
    if (chain.revisions.empty()) return {"", "", "there is none"};
    try {
        return proved(chain, required);
    } catch (const NotBaked& reason) {
        return {"", "", reason.what()};
    } catch (const Error& error) {
        return {"", "", error.what()};
    }
}

std::string to_text(const ProvedHead& head) {
    if (!head.is_baked()) return "replayed\n" + head.why_not;
    return fmt::format("baked {}\n", head.structure.size()) + head.structure + head.rows;
}

std::optional<ProvedHead> read_head(std::string_view text) {
    constexpr std::string_view replayed = "replayed\n";
    constexpr std::string_view baked = "baked ";
    if (text.substr(0, replayed.size()) == replayed)
        return ProvedHead{"", "", std::string(text.substr(replayed.size()))};
    if (text.substr(0, baked.size()) != baked) return std::nullopt;
    text.remove_prefix(baked.size());
    std::size_t size = 0;
    const char* const end = text.data() + text.size();
    const auto [next, error] = std::from_chars(text.data(), end, size);
    if (error != std::errc() || next == end || *next != '\n') return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(next - text.data()) + 1);
    if (size >= text.size()) return std::nullopt;
    return ProvedHead{std::string(text.substr(0, size)), std::string(text.substr(size)), ""};
}

}  // namespace varve::compiler
