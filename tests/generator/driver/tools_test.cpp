#include <nlohmann/json.hpp>
#include <sstream>

#include <iostream>

#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using varve::tests::Outcome;
using varve::tests::Workspace;

namespace {

const std::string untidy = "schema app { edition 1 }\ntable t {\n  id int64 primary key; longer text\n}\n";
const std::string tidy =
    "schema app {\n  edition 1\n}\n\ntable t {\n  id     int64 primary key\n  longer text\n}\n";

/// The process's standard input, for as long as this lives.
class Input {
public:
    explicit Input(const std::string& text) : text_(text), before_(std::cin.rdbuf(text_.rdbuf())) {}
    ~Input() { std::cin.rdbuf(before_); }
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;

private:
    std::istringstream text_;
    std::streambuf* before_;
};

}  // namespace

TEST_CASE("fmt writes a file that differs, once", "[driver]") {
    const Workspace place;
    place.write("app.varve", untidy);
    const Outcome first = place.varve({"fmt", "@app.varve"});
    CHECK(first.code == 0);
    CHECK(first.out == "formatted <dir>/app.varve\n");
    CHECK(place.read("app.varve") == tidy);
    const Outcome second = place.varve({"fmt", "@app.varve"});
    CHECK(second.code == 0);
    CHECK(second.out == "");
}

TEST_CASE("fmt formats what a schema includes", "[driver]") {
    const Workspace place;
    place.write("app.varve", "schema app {\n  edition 1\n}\n\ninclude \"more/b.varve\"\n");
    place.write("more/b.varve", "table t { id int64 primary key }\n");
    CHECK(place.varve({"fmt", "@app.varve"}).out == "formatted <dir>/more/b.varve\n");
    CHECK(place.read("more/b.varve") == "table t {\n  id int64 primary key\n}\n");
}

TEST_CASE("fmt --check writes nothing and shows the difference", "[driver]") {
    const Workspace place;
    place.write("app.varve", untidy);
    const Outcome outcome = place.varve({"fmt", "--check", "@app.varve"});
    CHECK(outcome.code == 3);
    CHECK(outcome.err ==
          "<dir>/app.varve:1:1: error: the file is not in canonical form [V0712]\n"
          "  - schema app { edition 1 }\n"
          "  + schema app {\n"
          "  +   edition 1\n"
          "  + }\n"
          "  + \n"
          "  -   id int64 primary key; longer text\n"
          "  +   id     int64 primary key\n"
          "  +   longer text\n"
          "help: run `varve fmt`\n");
    CHECK(place.read("app.varve") == untidy);
    place.write("app.varve", tidy);
    CHECK(place.varve({"fmt", "--check", "@app.varve"}).code == 0);
}

TEST_CASE("fmt leaves a file with errors as it is, and tells them", "[driver]") {
    const Workspace place;
    place.write("app.varve", "schema app { edition 1 }\ntable t {\n  id int64 primary kye\n}\n");
    const Outcome outcome = place.varve({"fmt", "@app.varve"});
    CHECK(outcome.code == 1);
    CHECK(outcome.err ==
          "<dir>/app.varve:3:20: error: expected `key` behind `primary`, found `kye` [V0101]\n"
          "      id int64 primary kye\n"
          "                       ^~~\n");
    CHECK(place.read("app.varve") == "schema app { edition 1 }\ntable t {\n  id int64 primary kye\n}\n");
}

TEST_CASE("fmt --stdin formats what it is given", "[driver]") {
    const Workspace place;
    {
        const Input input(untidy);
        CHECK(place.varve({"fmt", "--stdin"}).out == tidy);
    }
    const Input input("table");
    const Outcome outcome = place.varve({"fmt", "--stdin"});
    CHECK(outcome.code == 1);
    CHECK(outcome.out == "");
    CHECK(place.varve({"fmt", "--stdin", "@app.varve"}).err ==
          "error: `--stdin` stands alone: it reads no file and writes none\n");
}

TEST_CASE("lint warns, and fails when it is asked to", "[driver]") {
    const Workspace place;
    place.write("app.varve", "schema app { edition 1 }\ntable t {\n  code text primary key\n}\n");
    const std::string warning =
        "<dir>/app.varve:3:13: warning: table `t` keeps its primary key `code` beside the rowid [L103]\n"
        "      code text primary key\n"
        "                ^~~~~~~~~~~\n"
        "help: take an `int64` key and make the text `unique`, or write `on sqlite without rowid`\n";
    const Outcome plain = place.varve({"lint", "--schema", "@app.varve"});
    CHECK(plain.code == 0);
    CHECK(plain.err == warning);
    CHECK(place.varve({"lint", "--check", "--schema", "@app.varve"}).code == 3);
    place.write("app.varve", tidy);
    const Outcome clean = place.varve({"lint", "--check", "--schema", "@app.varve"});
    CHECK(clean.code == 0);
    CHECK(clean.out == "nothing to warn of\n");
}

TEST_CASE("--json makes one document of all that a command says", "[driver]") {
    const Workspace place;
    place.write("app.varve",
                "schema app { edition 1 }\ntable t {\n  id int64 primary key\n  a text\n  a text\n}\n");
    const Outcome outcome = place.varve({"lint", "--json", "--schema", "@app.varve"});
    CHECK(outcome.code == 1);
    CHECK(outcome.err == "");
    CHECK(outcome.out == R"({
  "format": 1,
  "command": "lint",
  "exit": 1,
  "diagnostics": [
    {
      "id": "V0202",
      "name": "duplicate-name",
      "severity": "error",
      "message": "column `a` is declared twice",
      "file": "<dir>/app.varve",
      "line": 5,
      "column": 3,
      "end": {
        "line": 5,
        "column": 4
      },
      "labels": [
        {
          "message": "first declared here",
          "file": "<dir>/app.varve",
          "line": 4,
          "column": 3,
          "end": {
            "line": 4,
            "column": 4
          }
        }
      ],
      "help": ""
    }
  ],
  "output": "",
  "messages": ""
}
)");
}

TEST_CASE("every command with --json gives a document, whatever happens", "[driver]") {
    const Workspace place;
    place.write("app.varve", tidy);
    const auto document = [&](std::vector<std::string> arguments) {
        return nlohmann::json::parse(place.varve(std::move(arguments)).out);
    };
    CHECK(document({"diff", "--json", "--schema", "@app.varve"})["command"] == "diff");
    CHECK(document({"verify", "--json", "--schema", "@app.varve"})["exit"] == 0);
    CHECK(document({"fmt", "--check", "--json", "@app.varve"})["diagnostics"].empty());
    CHECK(document({"explain", "--json", "V0103"})["explanations"][0]["name"] == "reserved-word");
    const auto generated =
        document({"generate", "--json", "--schema", "@app.varve", "--output", "@out", "--target", "app"});
    CHECK(generated["exit"] == 0);
    const auto missing = document({"verify", "--json", "--schema", "@nope.varve"});
    CHECK(missing["exit"] == 1);
    CHECK(missing["messages"].get<std::string>().find("nope.varve") != std::string::npos);
}
