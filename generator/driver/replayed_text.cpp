#include "generator/driver/replayed_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace varve::compiler {
namespace {

void put(std::string& text, std::string_view part) {
    text += fmt::format("{} ", part.size());
    text += part;
}

void put(std::string& text, std::int64_t number) {
    put(text, std::string_view(fmt::format("{}", number)));
}

/// Takes one part after another from the beginning.
class Parts {
public:
    explicit Parts(std::string_view text) : rest_(text) {}

    std::string_view next() {
        std::size_t size = 0;
        const auto [end, problem] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), size);
        const std::size_t digits = static_cast<std::size_t>(end - rest_.data());
        good_ = good_ && problem == std::errc{} && digits < rest_.size() && rest_.size() - digits - 1 >= size;
        if (!good_) return {};
        const std::string_view part = rest_.substr(digits + 1, size);
        rest_.remove_prefix(digits + 1 + size);
        return part;
    }

    std::int64_t number() {
        const std::string_view part = next();
        std::int64_t value = 0;
        const auto [end, problem] = std::from_chars(part.data(), part.data() + part.size(), value);
        good_ = good_ && problem == std::errc{} && end == part.data() + part.size();
        return value;
    }

    bool good() const { return good_; }
    bool done() const { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

}  // namespace

std::string to_text(const Replayed& replayed) {
    std::string text;
    put(text, static_cast<std::int64_t>(replayed.prefix.count));
    put(text, static_cast<std::int64_t>(replayed.prefix.lineages.size()));
    for (const Lineage& lineage : replayed.prefix.lineages) {
        put(text, static_cast<std::int64_t>(lineage.at));
        put(text, lineage.image);
    }
    put(text, replayed.prefix.whole);
    for (const Requirement& each : replayed.requirements) {
        put(text, static_cast<std::int64_t>(each.kind));
        put(text, each.arity);
        put(text, each.name);
    }
    return text;
}

std::optional<Replayed> read_replayed(std::string_view text) {
    Parts parts(text);
    Replayed replayed;
    replayed.prefix.count = static_cast<std::size_t>(parts.number());
    for (std::int64_t left = parts.number(); left > 0 && parts.good(); --left) {
        Lineage& lineage = replayed.prefix.lineages.emplace_back();
        lineage.at = static_cast<std::size_t>(parts.number());
        lineage.image = parts.next();
    }
    replayed.prefix.whole = parts.next();
    while (parts.good() && !parts.done()) {
        Requirement each;
        each.kind = static_cast<Requirement::Kind>(parts.number());
        each.arity = static_cast<int>(parts.number());
        each.name = parts.next();
        replayed.requirements.push_back(std::move(each));
    }
    if (!parts.done()) return std::nullopt;
    return replayed;
}

}  // namespace varve::compiler
