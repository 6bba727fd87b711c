#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace varve::detail {

/// Normal forms of structure texts that were made before, for work that reads like databases again and again:
/// a rehearsal meets the same tables some ten times a step. It only saves time: a form depends on its text
/// alone. When it holds too much, it begins anew.
class NormalForms {
public:
    explicit NormalForms(std::size_t most_bytes = std::size_t{16} << 20) : most_bytes_(most_bytes) {}

    /// While one lives, normalise_structure() on its thread asks these forms first. The innermost one counts.
    class Use {
    public:
        explicit Use(NormalForms& forms);
        ~Use();
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;

    private:
        NormalForms* before_;
    };

    /// Those in use on this thread; null where none are.
    static NormalForms* in_use();

    /// The form of a text, made by `make` where it is not known.
    std::string of(std::string_view text, const std::function<std::string(std::string_view)>& make);

    std::size_t size() const { return forms_.size(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    std::size_t most_bytes_;
    std::size_t bytes_ = 0;
    std::unordered_map<std::string, std::string, Hash, std::equal_to<>> forms_;
};

}  // namespace varve::detail
