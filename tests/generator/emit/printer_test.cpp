#include "generator/emit/printer.hpp"

#include <stdexcept>

#include "tests/support/catch.hpp"

using varve::compiler::Printer;

TEST_CASE("a template prints as it looks, without its own indentation") {
    Printer out;
    out.emit({{"name", "User"}}, R"code(
        struct $name$ {
            int id;

            $name$* next;
        };
    )code");
    CHECK(out.take() == "struct User {\n    int id;\n\n    User* next;\n};\n");
}

TEST_CASE("a body prints at its line's indentation, and nothing where it prints nothing") {
    Printer out;
    const auto members = [&] {
        for (const char* name : {"a", "b"})
            out.emit({{"name", name}}, R"code(
                int $name$ = [] {
                    return 1;
                }();
            )code");
    };
    out.emit({{"members", members}, {"nothing", [] {}}}, R"code(
        struct S {
            $nothing$
            $members$
        };
    )code");
    CHECK(out.take() ==
          "struct S {\n"
          "    int a = [] {\n        return 1;\n    }();\n"
          "    int b = [] {\n        return 1;\n    }();\n"
          "};\n");
}

TEST_CASE("what fills a hole is never looked at again") {
    Printer out;
    out.emit({{"sql", "SELECT $name$ AS \"$\""}}, "text($sql$);\n");
    CHECK(out.take() == "text(SELECT $name$ AS \"$\");\n");
}

TEST_CASE("a mistake in a template is found by its first use") {
    Printer out;
    CHECK_THROWS_AS(out.emit({}, "int $name$;\n"), std::logic_error);
    CHECK_THROWS_AS(out.emit({}, "cost: 5$\n"), std::logic_error);
}
