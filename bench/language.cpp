// The language at a size that nobody has: 5,000 tables of 8 columns, parsed, checked and formatted.
#include <cstdio>
#include <cstring>
#include <string>

#include "bench/usage.hpp"
#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/syntax/format.hpp"

using namespace varve::compiler;

namespace {

constexpr int tables = 5000;
constexpr double most_seconds = 1.0;
constexpr double most_mebibytes = 300.0;

std::string large_schema() {
    std::string text = "schema large {\n  edition 1\n}\n\nenum Mood { bright, calm, grey }\n";
    for (int at = 0; at < tables; ++at) {
        const std::string n = std::to_string(at);
        const std::string parent = std::to_string(at == 0 ? 0 : at - 1);
        text += "\n/// What is kept of thing " + n + ".\ntable things_" + n + " as Thing" + n +
                " {\n"
                "  id          int64     primary key\n"
                "  parent_id   int64?    -> things_" +
                parent +
                ".id on delete cascade\n"
                "  name        text(80)  unique collate nocase\n"
                "  mood        Mood      = calm\n"
                "  created_at  timestamp = now  // when it began\n"
                "  price       decimal   = 9.99 check (price > 0)\n"
                "  label       text      := (lower(coalesce(name, 'none'))) stored\n"
                "  picture     blob?           /// As PNG.\n"
                "  index (parent_id, created_at desc)\n"
                "}\n";
    }
    return text;
}

double cpu_seconds() {
    return static_cast<double>(bench::cpu_ns()) / 1e9;
}

}  // namespace

int main(int argc, char** argv) {
    const bool json = argc > 1 && std::strcmp(argv[1], "--json") == 0;
    const std::string text = large_schema();
    SourceSet sources;
    DiagnosticSink sink;
    const std::uint32_t file = sources.add("large.varve", text);
    const double begin = cpu_seconds();
    const std::optional<Schema> schema = compile(sources, file, sink);
    const double compiled = cpu_seconds();
    const std::string form = format(sources, file);
    const double formatted = cpu_seconds();
    if (!schema || schema->tables.size() != tables || form.empty()) {
        std::fputs(render(sink, sources).c_str(), stderr);
        return 1;
    }
    const double mebibytes = bench::peak_mib();
    const double total = formatted - begin;
    std::printf(json
                    ? "{\"tables\": %d, \"bytes\": %zu, \"compile_seconds\": %.3f, \"format_seconds\": %.3f, "
                      "\"cpu_seconds\": %.3f, \"peak_mebibytes\": %.0f}\n"
                    : "%d tables, %zu bytes: compile %.3f s, format %.3f s, together %.3f s of CPU, at most "
                      "%.0f MiB\n",
                tables, text.size(), compiled - begin, formatted - compiled, total, mebibytes);
    if (total <= most_seconds && mebibytes <= most_mebibytes) return 0;
    std::fprintf(stderr, "error: the bar is %.1f s and %.0f MiB\n", most_seconds, most_mebibytes);
    return 1;
}
