#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/outcome.hpp"

namespace varve::tests {

/// A directory of its own that goes when this does, and the `varve` program run in-process below it.
class Workspace {
public:
    Workspace();
    ~Workspace();
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;

    std::filesystem::path path(std::string_view relative = "") const { return root_ / relative; }
    void write(std::string_view relative, std::string_view text) const;
    std::string read(std::string_view relative) const;
    void replace(std::string_view relative, std::string_view what,
                 std::string_view with) const;  ///< fails when `what` is not there
    bool exists(std::string_view relative) const { return std::filesystem::exists(path(relative)); }
    std::vector<std::string> list(std::string_view relative) const;

    /// `varve <arguments>`; an argument beginning with `@` is a path below the workspace. The workspace's own
    /// path is written `<dir>` in both texts.
    Outcome varve(std::vector<std::string> arguments) const;

private:
    std::filesystem::path root_;
};

/// Stands in a workspace's directory, as a user does, until it goes.
class Inside {
public:
    explicit Inside(const Workspace& work) : before_(std::filesystem::current_path()) {
        std::filesystem::current_path(work.path());
    }
    ~Inside() { std::filesystem::current_path(before_); }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

private:
    std::filesystem::path before_;
};

}  // namespace varve::tests
