#include <chrono>
#include <random>
#include <string>

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

const std::string head = "schema s { edition 1 }\n";

struct Outcome {
    std::size_t errors;
    std::string text;
};

Outcome outcome_of(const std::string& bytes) {
    SourceSet sources;
    DiagnosticSink sink;
    const std::optional<Schema> schema = compile(sources, sources.add("a.varve", bytes), sink);
    CHECK_FALSE(schema);
    return {sink.diagnostics().size(), render(sink, sources)};
}

std::string utf16(const std::string& text) {
    std::string out = "\xFF\xFE";
    for (const char c : text)
        out += std::string{c, '\0'};
    return out;
}

}  // namespace

TEST_CASE("bytes that are no text are one error") {
    CHECK(outcome_of(head + std::string("table t { a\0 }", 14)).errors == 1);
    CHECK(outcome_of(utf16(head)).errors == 1);
    CHECK(outcome_of(head + "table t\r{ }").errors == 1);
    CHECK(outcome_of(head + "\xC3\x28").errors == 1);
}

TEST_CASE("a conflict marker is one error that names it") {
    const Outcome outcome =
        outcome_of(head + "table t {\n<<<<<<< ours\n  a int64\n=======\n  b int64\n>>>>>>> theirs\n}\n");
    CHECK(outcome.errors == 1);
    CHECK(outcome.text.rfind("a.varve:3:1: error: ", 0) == 0);
    CHECK(outcome.text.find("[V0002]") != std::string::npos);
}

TEST_CASE("depth bombs are one error and no stack") {
    const std::size_t deep = 1000000;
    CHECK(outcome_of(head + "table t {\n  a int64 check " + std::string(deep, '(') + "\n}\n").errors == 1);
    CHECK(outcome_of(head + "table t " + std::string(deep, '{')).errors <= 2);
    CHECK(outcome_of(head + std::string(deep, '{')).errors == 1);
    CHECK(outcome_of(head + std::string(deep, '}')).errors == 1);
}

TEST_CASE("a megabyte of garbage is one error, soon") {
    std::mt19937 random(7);
    std::string garbage;
    while (garbage.size() < 1000000)
        garbage += static_cast<char>(random() % 12 == 0 ? '\n' : ' ' + random() % 95);
    const auto start = std::chrono::steady_clock::now();
    CHECK(outcome_of(head + garbage).errors == 1);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("many unclosed brackets take no quadratic time") {
    std::string text = head + "table t {\n";
    for (int line = 0; line < 100000; ++line)
        text += "  a int64 check (\n";
    const auto start = std::chrono::steady_clock::now();
    CHECK(outcome_of(text).errors == 21);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("no cut of a schema and no changed byte of it is accepted silently or ends the process") {
    const std::string whole =
        head +
        "enum Color { red, \"dark blue\" } map { blue -> red }\n"
        "type Uid = blob(16) as \"app::Uid\"\n"
        "table t as T was old {\n"
        "  id int64 primary key autoincrement /// doc\n"
        "  a text(3)? collate nocase = 'x' -> t.id on delete set null check n (a <> ')')\n"
        "  b Color := (lower(a)) stored\n"
        "  unique u (a, id)\n  index i (a desc) where (a > 0)\n  on sqlite strict\n}\n"
        "view v { a int64 } = sql { SELECT 1 }\n"
        "view w = sqlite { SELECT '}' } postgres { SELECT $$}$$ }\n"
        "virtual table d using fts5 (a, tokenize = 'porter')\nsearch s over t (a) prefix \"2\"\n"
        "requires function f (2)\nunmanaged table \"u_*\"\n"
        "trigger g after update of a on t sql { BEGIN SELECT 1; END }\n";
    std::mt19937 random(11);
    const auto run = [](const std::string& text) {
        SourceSet sources;
        DiagnosticSink sink;
        const std::optional<Schema> schema = compile(sources, sources.add("a.varve", text), sink);
        CHECK(schema.has_value() == !sink.has_errors());
        render(sink, sources);
        if (schema) lower(*schema);
    };
    for (std::size_t cut = 0; cut < whole.size(); ++cut)
        run(whole.substr(0, cut));
    for (int round = 0; round < 5000; ++round) {
        std::string changed = whole;
        for (int change = 0; change < 3; ++change)
            changed[random() % changed.size()] = "(){}\"' \n,;=-?/x1"[random() % 16];
        run(changed);
    }
}
