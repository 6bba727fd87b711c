// For random pairs of schemas, with rows: the plan leads from the one to the other and back to the grade that
// it claims, loses nothing that it does not say, and there is no difference where there is none.
#include <fmt/format.h>

#include <cstdlib>
#include <iostream>
#include <map>

#include "tests/laws/schema_pairs.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

/// 20,000 for `./dev laws`, a small part of them otherwise.
std::uint32_t pairs_to_try() {
    const char* times = std::getenv("VARVE_LAWS");
    const long factor = times == nullptr ? 0 : std::strtol(times, nullptr, 10);
    return factor > 0 ? static_cast<std::uint32_t>(factor) * 2000 : 200;
}

struct Count {
    std::uint32_t pairs = 0;
    std::uint32_t equal = 0;
    std::uint32_t travelled = 0;
    std::uint32_t without_rows = 0;
    std::uint32_t no_way_back = 0;
    std::uint32_t lossy = 0;
    std::uint32_t refused = 0;
    std::map<std::string, std::uint32_t> refusals;

    void add(const testing::PairOutcome& outcome) {
        using Kind = testing::PairOutcome::Kind;
        ++pairs;
        equal += outcome.kind == Kind::equal;
        travelled += outcome.kind == Kind::travelled;
        without_rows += outcome.rows_refused;
        no_way_back += outcome.no_way_back;
        lossy += outcome.loses;
        refused += outcome.kind == Kind::refused;
        if (outcome.kind != Kind::refused) return;
        for (const Diagnostic& refusal : outcome.refusals)
            if (refusal.severity == Severity::error)
                return void(++refusals[std::string(id_of(refusal.kind))]);
    }

    std::string told() const {
        std::string text = fmt::format(
            "{} pairs: {} travelled ({} without rows, {} lossy, {} without a way back), {} equal, {} refused",
            pairs, travelled, without_rows, lossy, no_way_back, equal, refused);
        for (const auto& [kind, count] : refusals)
            text += fmt::format(", {} {}", count, kind);
        return text;
    }
};

}  // namespace

TEST_CASE("from one schema to another and back, with rows", "[law]") {
    const char* start = std::getenv("VARVE_LAW_SEED");
    const auto first = static_cast<std::uint32_t>(start == nullptr ? 0 : std::strtol(start, nullptr, 10));
    Count count;
    for (std::uint32_t seed = first; seed != first + pairs_to_try(); ++seed) {
        const testing::TriedPair pair = testing::random_pair(seed);
        count.add(pair.outcome);
        if (pair.outcome.wrong.empty()) continue;
        const testing::ShrunkPair small = testing::shrink(pair.before, pair.after, pair.foreign_keys);
        UNSCOPED_INFO("seed " << seed << "\n" << small.before << "\n→\n" << small.after);
        CHECK(small.wrong == "");
    }
    std::cout << count.told() << "\n";
    CHECK(count.refused * 4 < count.pairs);
    CHECK(count.without_rows * 4 < count.pairs);
    CHECK(count.travelled * 2 > count.pairs);
}
