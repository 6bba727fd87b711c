#include <fmt/format.h>

#include <ostream>

#include "generator/driver/commands.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/introspect.hpp"
#include "generator/driver/untrusted_database.hpp"
#include "generator/model/cpp_words.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

bool can_name_schema(const std::string& name) {
    return is_cpp_namespace(name) && name.find(':') == std::string::npos;
}

/// The file's name as far as it can name a schema: `my-app.db` gives `my_app`.
std::string name_from(const fs::path& database) {
    std::string name;
    for (const char c : database.stem().string()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        name += plain ? c : '_';
    }
    if (!can_name_schema(name)) name = "app_" + name;
    return can_name_schema(name) ? name : "app";
}

Introspection read(const fs::path& path, const SchemaNames& names) {
    UntrustedDatabase database(path);
    Introspection result = introspect(database.handle(), names);
    if (database.undisturbed()) return result;
    database.reopen();
    return introspect(database.handle(), names);
}

void report(const Introspection& result, const IntrospectOptions& options, Console& console) {
    if (result.objects == 0) console.err << "note: the database holds nothing yet\n";
    for (const std::string& note : result.notes)
        console.err << fmt::format("note: {}\n", note);
    for (const std::string& what : result.left_out)
        console.err << fmt::format("warning: unmanaged {}\n", what);
    if (result.problems.empty()) return;
    console.err << fmt::format("error: a database made from this schema differs from {}\n",
                               options.database.string());
    for (const std::string& problem : result.problems)
        console.err << fmt::format("  {}\n", problem);
}

/// The database itself, or a file that SQLite keeps beside it.
bool is_of_database(const fs::path& output, const fs::path& database) {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        const fs::path file = database.string() + suffix;
        if (output.lexically_normal() == file.lexically_normal() || fs::equivalent(output, file, ignored))
            return true;
    }
    return false;
}

}  // namespace

int introspect_database(const IntrospectOptions& options, Console& console) {
    const std::string name = options.name.empty() ? name_from(options.database) : options.name;
    if (!can_name_schema(name)) {
        console.err << fmt::format(
            "error: `{}` cannot name a schema: letters, digits and `_`, not beginning with a digit, and no "
            "word of C++\n",
            name);
        return exit_usage;
    }
    if (!options.output.empty() && is_of_database(options.output, options.database)) {
        console.err << fmt::format("error: {} belongs to the database itself: write the schema elsewhere\n",
                                   options.output.string());
        return exit_failed;
    }
    if (!options.output.empty() && !options.force && fs::exists(options.output)) {
        console.err << fmt::format("error: {} is there already; `--force` writes over it\n",
                                   options.output.string());
        return exit_failed;
    }
    const Introspection result = read(options.database, {name, name});
    report(result, options, console);
    if (options.output.empty()) {
        console.out << result.text;
    } else {
        write_file(options.output, result.text);
        console.out << fmt::format("wrote {}: {} objects of {}\n", options.output.string(), result.objects,
                                   options.database.string());
    }
    return result.is_whole() ? exit_done : exit_drift;
}

}  // namespace varve::compiler
