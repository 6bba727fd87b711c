#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/history/replay_step.hpp"
#include "runtime/include/varve/connection.hpp"

struct sqlite3;

namespace varve::compiler {

/// An in-memory database that the runtime's own migrator takes up and down.
class ReplayDatabase {
public:
    /// Refers to the requirements, which have stand-ins on its connections.
    explicit ReplayDatabase(const std::vector<Requirement>& required);

    /// Another database with the same content.
    ReplayDatabase copy() const;

    /// Its pages, from which restore() makes the same content again, in another process too; "" while it is
    /// empty.
    std::string image() const;
    void restore(const std::string& image);

    /// Puts the database before a step: a ledger that says so takes the place of the one it has. Throws Error
    /// unless it has the structure that the step finds.
    void stand_before(const ReplayStep& step);

    /// Over the step and back, whatever it loses. Nothing, or the migrator's reason.
    std::optional<std::string> up(const ReplayStep& step);
    std::optional<std::string> down(const ReplayStep& step);

    /// The whole chain at once. Nothing, or the migrator's reason.
    std::optional<std::string> up(const Chain& chain);

    /// Runs rows that somebody wrote, in one transaction. Throws Error.
    void execute(const std::string& sql);

    sqlite3* handle() const { return connection_.native_handle(); }

private:
    const std::vector<Requirement>* required_;
    Connection connection_;
};

}  // namespace varve::compiler
