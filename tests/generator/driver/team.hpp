#pragma once

#include <cstdlib>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

namespace varve::tests {

inline const std::string block =
    "schema shop {\n  edition 1\n  target sqlite >= 3.37\n  chain \"shop.chain\"\n}\n\n";

/// Two developers: `main` and `topic` both stand on a first revision, each freezes its own.
class Team {
public:
    explicit Team(const std::string& first) {
        git("init -q -b main . && git config user.name t && git config user.email t@example.org && "
            "git config commit.gpgsign false");
        work.write(".gitattributes", "chain.lock merge=union\n");
        freeze("first", first);
        git("branch topic");
    }

    void git(const std::string& command) const {
        const std::string run = "cd '" + work.path().string() + "' && (git " + command + ") > /dev/null 2>&1";
        INFO(command);
        REQUIRE(std::system(run.c_str()) == 0);
    }

    void freeze(const std::string& message, const std::string& tables, const std::string& sql = "") const {
        work.write("shop.varve", block + tables);
        std::vector<std::string> revise{"revision", "-m", message};
        if (sql.empty()) revise.emplace_back("--autogenerate");
        const Outcome planned = run(revise);
        REQUIRE(planned.code == 0);
        if (!sql.empty()) work.write("shop.chain/draft_" + message + "/up.sql", sql);
        const Outcome frozen = run({"freeze"});
        INFO(frozen.err);
        REQUIRE(frozen.code == 0);
        commit(message);
    }

    void commit(const std::string& message) const { git("add -A && git commit -q -m '" + message + "'"); }

    /// `topic` with `main` merged into it; the schema file is what people make of both.
    void merge(const std::string& tables) const {
        git("merge -q --no-commit main || true");
        work.write("shop.varve", block + tables);
        commit("merged");
    }

    std::string schema() const { return work.path("shop.varve").string(); }

    Outcome run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin() + 1, {"--schema", schema()});
        return work.varve(arguments);
    }

    Workspace work;
};

inline const std::string users = "table users {\n  id int64 primary key\n  email text\n}\n";
inline const std::string with_phone =
    "table users {\n  id int64 primary key\n  email text\n  phone text?\n}\n";
inline const std::string with_nick = "table users {\n  id int64 primary key\n  email text\n  nick text?\n}\n";
inline const std::string with_both =
    "table users {\n  id int64 primary key\n  email text\n  phone text?\n  nick text?\n}\n";

inline std::string without_ids(std::string text) {
    for (auto at = text.find('('); at != std::string::npos; at = text.find('(', at + 1))
        if (text.size() > at + 13 && text[at + 13] == ')') text.replace(at + 1, 12, "id");
    return text;
}

}  // namespace varve::tests
