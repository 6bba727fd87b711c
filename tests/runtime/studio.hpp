#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <varve/connection.hpp>
#include <vector>

#include "runtime/command_line/commands.hpp"
#include "runtime/src/names.hpp"
#include "tests/runtime/sample_chain.hpp"
#include "tests/support/outcome.hpp"
#include "tests/support/temp_dir.hpp"

using varve::tests::Outcome;

/// Runs a command as an application's own command line does, in words of its own where `adorn` gives the host
/// any.
Outcome run(const varve::Chain& chain, std::vector<std::string> arguments,
            const std::function<void(varve::detail::CommandHost&)>& adorn = {});

/// A studio's chain of three, and a database that the commands are pointed at.
class Studio {
public:
    enum class Length { empty, whole };

    explicit Studio(Length length = Length::whole) {
        if (length == Length::empty) return;
        sample_.add("init", "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);",
                    "--@ lose users\nDROP TABLE users;", varve::Grade::loses, "users");
        sample_.add("posts", "CREATE TABLE posts (id INTEGER PRIMARY KEY);",
                    "--@ lose posts\nDROP TABLE posts;", varve::Grade::loses, "posts");
        sample_.add("newest", "CREATE INDEX newest ON posts (id DESC);", "DROP INDEX newest;");
    }

    Outcome operator()(std::vector<std::string> arguments) const { return adorned({}, std::move(arguments)); }

    Outcome adorned(const std::function<void(varve::detail::CommandHost&)>& adorn,
                    std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--db", path()});
        Outcome outcome = run(sample_.chain(), std::move(arguments), adorn);
        for (std::string* text : {&outcome.out, &outcome.err}) {
            for (std::size_t at = 0; (at = text->find(path(), at)) != std::string::npos;)
                text->replace(at, path().size(), "<db>");
        }
        return outcome;
    }

    std::string path() const { return directory_.file("content.db"); }
    bool exists() const { return std::filesystem::exists(path()); }
    std::string id(std::size_t place) const { return sample_.id(place); }
    std::string name(std::size_t place) const {
        return varve::detail::describe(sample_.chain().revisions[place - 1]);
    }
    const SampleChain& sample() const { return sample_; }

    void sql(std::string_view text) const {
        varve::ConnectionOptions options;
        options.path = path();
        varve::Connection::open(options).execute(text);
    }

private:
    TempDir directory_;
    SampleChain sample_;
};
