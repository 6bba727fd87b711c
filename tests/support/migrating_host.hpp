#pragma once

#include <string>
#include <vector>

#include "tests/support/outcome.hpp"
#include "tests/support/temp_dir.hpp"

namespace varve::tests {

/// A program that moves databases along a chain of three, be it `varve` over a source tree or an application:
/// `users` (its down loses the table), `phone` (loses the column) and `once` (exact; an address stands once).
class MigratingHost {
public:
    MigratingHost() = default;
    MigratingHost(const MigratingHost&) = delete;
    MigratingHost& operator=(const MigratingHost&) = delete;
    virtual ~MigratingHost() = default;

    virtual Outcome run(std::vector<std::string> arguments) const = 0;
    virtual Outcome run_older(std::vector<std::string> arguments) const = 0;  ///< that holds `users` alone
    virtual std::string id(std::size_t place) const = 0;

    /// On its database, whose path is written `<db>`.
    Outcome operator()(std::vector<std::string> arguments) const;
    Outcome older(std::vector<std::string> arguments) const;

    std::string path() const { return directory_.file("content.db"); }
    std::string file(const std::string& name) const { return directory_.file(name); }
    std::string name(std::size_t place) const;  ///< "0002 `phone` (3f2a8c01d9e4)"

    /// A new database at a place; none at 0.
    void begin(std::size_t place) const;
    std::string sql(const std::string& statement) const;      ///< its rows, as rows_of() writes them
    std::string at() const;                                   ///< the first line of `current`
    std::string run_script(const std::string& script) const;  ///< in the sqlite3 shell: "" or what stopped it

private:
    Outcome told(Outcome outcome) const;

    TempDir directory_;
};

}  // namespace varve::tests
