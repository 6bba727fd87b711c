#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "generator/base/span.hpp"

namespace varve::compiler {

/// The one rule by which an SQL name becomes a C++ name: bytes that no identifier has become `_`, a leading
/// digit gets a `_` before it, and what is a keyword, a common macro or taken already gets a `_` behind it.
std::string identifier(std::string_view name);

/// `post_tags` → `PostTags`, then the same rule.
std::string type_identifier(std::string_view name);

/// The names of one C++ scope, and what in the schema each was taken for.
class Scope {
public:
    struct Owner {
        std::string sql_name;
        Span span;
    };

    explicit Scope(std::set<std::string> reserved = {}) : reserved_(std::move(reserved)) {}

    /// The identifier for a name; behind it a `_` when the scope reserves it.
    std::string settle(std::string name) const;

    /// Takes a settled name; who has it already, or nothing when it was free.
    const Owner* take(const std::string& settled, Owner owner);

private:
    std::set<std::string> reserved_;
    std::map<std::string, Owner> taken_;
};

}  // namespace varve::compiler
