#pragma once

#include <memory>
#include <string>
#include <vector>

#include "generator/model/schema.hpp"

struct sqlite3;

namespace varve::compiler::sqlite {

/// What SQLite said of a statement that it refused, and at which byte of it.
struct Refusal {
    std::string message;  ///< "" where nothing was refused
    int offset = -1;      ///< -1 where SQLite does not say (always so before 3.38)

    explicit operator bool() const { return !message.empty(); }
};

/// A database in memory, set up as applications' are and with stand-ins for what they register. One thread at
/// a time. Throws Error(sqlite) where a stand-in cannot be registered.
class Scratch {
public:
    explicit Scratch(const std::vector<Requirement>& requirements);

    sqlite3* handle() const { return db_.get(); }
    /// One statement.
    Refusal run(const std::string& sql);
    /// Compiles it without running.
    Refusal compile(const std::string& sql);

private:
    Refusal attempt(const std::string& sql, bool step);

    struct Close {
        void operator()(sqlite3* db) const;
    };
    std::unique_ptr<sqlite3, Close> db_;
};

}  // namespace varve::compiler::sqlite
