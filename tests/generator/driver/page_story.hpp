#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

namespace varve::tests {

struct Block {
    std::string language;
    std::string file;
    std::string text;
};

/// The blocks of the sections between two headings.
inline std::vector<Block> blocks_of(const char* file, const std::string& heading) {
    std::ifstream page(file);
    std::vector<Block> found;
    bool wanted = false;
    bool inside = false;
    for (std::string line; std::getline(page, line);) {
        if (!inside && line.rfind("## ", 0) == 0) wanted = line == "## " + heading;
        if (line.rfind("```", 0) == 0) {
            inside = !inside;
            std::istringstream words(line.substr(3));
            Block block;
            words >> block.language >> block.file;
            if (inside && wanted) found.push_back(block);
        } else if (inside && wanted) {
            found.back().text += line + '\n';
        }
    }
    return found;
}

/// Ids differ with every word of the page, times with every run.
inline std::string without_ids(const std::string& text) {
    const std::string timeless =
        std::regex_replace(text, std::regex("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z|[0-9]+\\.[0-9] ms"), "<time>");
    return std::regex_replace(timeless, std::regex("\\b[0-9a-f]{12}\\b"), "<id>");
}

/// A page that is played as it stands: files are written, commands are run, and what they say is compared.
class Story {
public:
    explicit Story(const char* page) : page_(page), inside_(work_) {
        const char* const start =
            "git init -q -b main . && git config user.name t && git config user.email t@example.org && "
            "git config commit.gpgsign false";
        REQUIRE(std::system(start) == 0);
    }

    void play(const std::string& heading) {
        const std::vector<Block> blocks = blocks_of(page_, heading);
        REQUIRE_FALSE(blocks.empty());
        for (const Block& block : blocks) {
            if (block.language == "console")
                CHECK(played(block.text) == block.text);
            else if (!block.file.empty())
                work_.write(block.file, block.text);
        }
    }

private:
    std::string shell(const std::string& command) {
        const int status = std::system(("(" + command + ") > .git/out 2>&1").c_str());
        if (command.rfind("git", 0) == 0) return status == 0 ? "" : "? 1\n";
        return work_.read(".git/out");
    }

    /// What the commands of a block say, in the form of the block.
    std::string played(const std::string& block) {
        std::istringstream lines(block);
        std::string said;
        for (std::string line; std::getline(lines, line);) {
            if (line.rfind("$ ", 0) != 0) continue;
            said += line + '\n' + answer(line.substr(2));
        }
        return said;
    }

    std::string answer(const std::string& command) {
        if (command.rfind("varve ", 0) != 0) return shell(command);
        std::vector<std::string> arguments;
        std::istringstream words(command.substr(6));
        for (std::string word; words >> word;)
            arguments.push_back(word);
        std::string file;
        if (arguments.size() > 1 && arguments[arguments.size() - 2] == ">") {
            file = arguments.back();
            arguments.resize(arguments.size() - 2);
        }
        const Outcome outcome = work_.varve(arguments);
        if (!file.empty()) work_.write(file, outcome.out);
        std::string text = without_ids((file.empty() ? outcome.out : "") + outcome.err);
        if (outcome.code != 0) text += "? " + std::to_string(outcome.code) + '\n';
        return text;
    }

    const char* page_;
    Workspace work_;
    Inside inside_;
};

}  // namespace varve::tests
