#pragma once

#include <set>
#include <string>
#include <string_view>

namespace varve::compiler {

/// The one rule by which an SQL name becomes a C++ name: bytes that no identifier has become `_`, a leading
/// digit gets a `_` before it, and what is a keyword, a common macro or taken already gets a `_` behind it.
std::string identifier(std::string_view name);

/// `post_tags` → `PostTags`, then the same rule.
std::string type_identifier(std::string_view name);

/// The names of one C++ scope.
class Scope {
public:
    explicit Scope(std::set<std::string> reserved = {}) : reserved_(std::move(reserved)) {}

    /// The identifier for a name; behind it a `_` when the scope reserves it.
    std::string settle(std::string name) const;

    /// Whether it was free, and taken by this call.
    bool take(const std::string& settled) { return taken_.insert(settled).second; }

private:
    std::set<std::string> reserved_;
    std::set<std::string> taken_;
};

}  // namespace varve::compiler
