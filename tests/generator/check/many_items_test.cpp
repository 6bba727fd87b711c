#include <chrono>
#include <ctime>
#include <string>

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

constexpr int many = 5000;

/// `item` many times, with a number wherever it says `#`.
std::string many_of(const std::string& item) {
    std::string text = "schema s { edition 1 }\ntable t { id int64 primary key; b text }\n";
    for (int at = 0; at < many; ++at)
        for (const char c : item)
            text += c == '#' ? std::to_string(at) : std::string(1, c);
    return text;
}

}  // namespace

TEST_CASE("thousands of items of a kind take no quadratic time") {
    for (const char* item : {
             "table t# { a int64 }\n",
             "table t# { a int64? -> t#.a; b int64 unique }\n",
             "table t# { id int64 primary key; parent int64? -> t.id }\n",
             "table t# { a int64 was b# }\n",
             "table t# was u# { a int64 }\n",
             "enum e# { a }\n",
             "virtual table v# using fts5 (a)\n",
             "search s# over t (b)\n",
             "table t# { id int64 primary key; b text }\nsearch s# over t# (b)\n",
             "view v# = sql { SELECT 1 }\n",
             "view v# = sql { SELECT unixepoch() }\n",
             "trigger g# after insert on t sql { BEGIN SELECT 1; END }\n",
             "table t# { a int64 }\ntrigger g# after insert on t# sql { BEGIN SELECT 1; END }\n",
             "trigger g# after insert on none# sql { BEGIN SELECT 1; END }\n",
             "requires collation c#\n",
             "unmanaged table \"u#_*\"\ntable t# { a int64 }\n",
             "unmanaged table t#\nunmanaged trigger t#\ntrigger t# after insert on t# sql { BEGIN SELECT 1; "
             "END }\n",
             "table t# { a int64? -> none#.id }\n",
             "table t# { a strng }\n",
             "table t { a int64 }\n",
         }) {
        INFO(item);
        SourceSet sources;
        DiagnosticSink sink;
        const std::uint32_t file = sources.add("a.varve", many_of(item));
        const std::clock_t start = std::clock();  // of CPU: other processes do not count
        const std::optional<Schema> schema = compile(sources, file, sink);
        const std::string low = schema ? lower(*schema) : render(sink, sources);
        const std::chrono::duration<double> took((std::clock() - start) / double{CLOCKS_PER_SEC});
        CHECK(took < std::chrono::seconds(8));
    }
}
