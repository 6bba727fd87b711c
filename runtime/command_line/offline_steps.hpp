#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"

struct sqlite3;

namespace varve::detail {

/// Writes one up or down as statements for the sqlite3 shell, and carries each of them out on a scratch
/// database that stands before the step: what a rebuild must put back is read there.
class OfflineSteps {
public:
    /// `scratch` has no transaction open and foreign keys off.
    explicit OfflineSteps(sqlite3* scratch) : db_(scratch) {}

    /// Throws CommandError where the step cannot be carried out or written.
    std::string write(std::string_view script);

private:
    void follow(const Directive& directive);
    void statement(std::string_view sql);
    void ask(std::string_view query);
    void say(std::string_view text);    ///< to the script alone
    void emit(const std::string& sql);  ///< to both
    void begin(const Directive& directive);
    void finish_rebuild();
    void finish_edit();
    void check_neighbours();
    void put_in_place();
    void restore_mark();
    std::vector<std::string> kept_objects(std::string_view column) const;
    bool has_marks() const;
    bool may_lose(const std::string& table) const;

    sqlite3* db_;
    std::string text_;
    std::optional<Directive> question_;
    std::optional<Directive> open_;  ///< the rebuild or edit that is not yet ended
    TableFacts old_;
    std::string new_text_;  ///< of an edit
    std::vector<Loss> losses_;
};

/// Stops unless the objects of the scratch database stand in the one that the script runs on.
std::string offline_structure_guard(sqlite3* scratch);

}  // namespace varve::detail
