// Two schemas of 500 tables, compared and planned: prints the CPU nanoseconds of that and the peak MiB; on
// the standard error what reading and checking one of them costs, and comparing it with itself.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "bench/usage.hpp"
#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/history/diff.hpp"
#include "generator/history/plan.hpp"

using namespace varve::compiler;

namespace {

constexpr int tables = 500;

/// Every tenth table differs: by a column, an index, a CHECK, a type, or it stands in one of the two alone.
std::string schema_text(bool today) {
    std::string text = "schema wide {\n  edition 1\n}\n\nenum Mood { bright, calm, grey }\n";
    for (int at = 0; at != tables + 10; ++at) {
        const int kind = at % 10 == 3 ? at / 10 % 5 : -1;
        if (at >= tables ? !today : kind == 4 && today) continue;
        const std::string n = std::to_string(at);
        const std::string parent = std::to_string(at < 3 ? 0 : at / 10 * 10);
        text += "\ntable things_" + n +
                " {\n"
                "  id          int64     primary key\n"
                "  parent_id   int64?    -> things_" +
                parent +
                ".id on delete cascade\n"
                "  name        text(80)  unique collate nocase\n"
                "  mood        Mood      = calm\n"
                "  created_at  timestamp = 0\n"
                "  price       " +
                (kind == 3 && today ? "real      = 9.5 convert (price * 1.0)\n" : "int64     = 9\n") +
                "  label       text      := (lower(coalesce(name, 'none'))) stored\n"
                "  picture     blob?\n" +
                (at >= tables ? "  extra       text?\n" : "") +
                (kind == 0 && today ? "  phone       text?\n" : "") +
                (kind == 2 && today ? "  check       rich_" + n + " (price > 0)\n" : "") +
                "  index       by_parent_" + n + " (parent_id, created_at" +
                (kind == 1 && today ? " desc" : "") + ")\n}\n";
    }
    return text;
}

Schema compiled(const std::string& text) {
    SourceSet sources;
    DiagnosticSink sink;
    std::optional<Schema> schema = compile(sources, sources.add("wide.varve", text), sink);
    if (schema) return std::move(*schema);
    std::fputs(render(sink, sources).c_str(), stderr);
    std::exit(1);
}

std::int64_t compare(const Schema& before, const Schema& after, bool differ) {
    const std::int64_t begin = bench::cpu_ns();
    DiagnosticSink sink;
    const Changes changes = diff(before, after, sink);
    const Plan planned = plan(before, after, changes, sink);
    const std::int64_t spent = bench::cpu_ns() - begin;
    if (changes.empty() != differ && planned.up.empty() != differ && !sink.has_errors()) return spent;
    std::fputs(differ ? "error: no difference found\n" : "error: equal schemas differ\n", stderr);
    for (const Diagnostic& diagnostic : sink.diagnostics())
        std::fprintf(stderr, "%s\n", diagnostic.message.c_str());
    std::exit(1);
}

std::int64_t median(std::vector<std::int64_t> all) {
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

}  // namespace

int main() {
    const std::int64_t begin = bench::cpu_ns();
    const Schema before = compiled(schema_text(false));
    const std::int64_t read = bench::cpu_ns() - begin;
    const Schema after = inherit_names(compiled(schema_text(true)), before);
    std::vector<std::int64_t> different;
    std::vector<std::int64_t> equal;
    for (int round = 0; round != 7; ++round) {
        different.push_back(compare(before, after, true));
        equal.push_back(compare(before, before, false));
    }
    std::fprintf(stderr, "reading and checking one schema %.1f ms, equal ones compared %.1f ms\n",
                 static_cast<double>(read) / 1e6, static_cast<double>(median(equal)) / 1e6);
    std::printf("%lld %.1f\n", static_cast<long long>(median(different)), bench::peak_mib());
    return 0;
}
