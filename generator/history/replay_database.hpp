#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "runtime/include/varve/chain.hpp"
#include "runtime/include/varve/connection.hpp"

struct sqlite3;

namespace varve::compiler {

/// An in-memory database that the runtime's own migrator takes up and down a chain.
class ReplayDatabase {
public:
    explicit ReplayDatabase(const Chain& chain);

    /// Another database with the same content.
    ReplayDatabase copy() const;

    /// From before the revision to behind it, and back, whatever it loses. Nothing, or the migrator's reason.
    std::optional<std::string> up(std::size_t index);
    std::optional<std::string> down(std::size_t index);

    /// Runs rows that somebody wrote, in one transaction. Throws Error.
    void execute(const std::string& sql);

    sqlite3* handle() const { return connection_.native_handle(); }

private:
    const Chain* chain_;
    Connection connection_;
};

}  // namespace varve::compiler
