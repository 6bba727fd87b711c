#include <fmt/format.h>

#include <ostream>

#include "generator/driver/commands.hpp"
#include "generator/driver/files.hpp"
#include "generator/model/cpp_words.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view schema_template = R"(schema {0} {{
  edition 1
  target  sqlite >= 3.37
  chain   "{0}.chain"
  cpp     namespace "{0}"
}}

/// A first table; make it yours.
table notes as Note {{
  id         int64      primary key
  title      text
  body       text?
  created_at timestamp  = now
}}
)";

constexpr std::string_view next_steps = R"(
in CMakeLists.txt:
  find_package(varve CONFIG REQUIRED)
  varve_add_schema({0} SCHEMA schema/{0}.varve)
  target_link_libraries(<your program> PRIVATE {0})

then:
  cmake -S . -B build -DCMAKE_BUILD_TYPE=Debug       # drafts run in Debug only
  cmake --build build                                # accessors, and an ephemeral draft of the first revision
  varve revision --autogenerate -m "initial schema"  # writes it into schema/{0}.chain for review
  varve freeze                                       # seals it
)";

}  // namespace

int init(const std::string& name, Console& console) {
    if (!is_cpp_namespace(name) || name.find(':') != std::string::npos) {
        console.err << fmt::format(
            "error: `{}` cannot name a schema: letters, digits and `_`, not beginning with a digit, and no "
            "word of C++\n",
            name);
        return exit_usage;
    }
    const fs::path path = fs::path("schema") / (name + ".varve");
    if (fs::exists(path)) {
        console.err << fmt::format("error: {} is there already; nothing was written\n", path.string());
        return exit_failed;
    }
    write_file(path, fmt::format(schema_template, name));
    console.out << fmt::format("wrote {}\n", path.string()) << fmt::format(next_steps, name);
    return exit_done;
}

}  // namespace varve::compiler
