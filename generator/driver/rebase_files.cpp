#include "generator/driver/rebase_files.hpp"

#include <fmt/format.h>

#include <sstream>

#include "generator/driver/chain_directory.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/held_signals.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

/// Of no interest to anything that lists a chain: it begins with a dot.
constexpr const char* note_name = ".rebase";

struct NotedDirectory {
    std::string kind;  ///< "made" or "left"
    std::string digest;
    std::string directory;
};

std::vector<NotedDirectory> read_note(const fs::path& chain) {
    std::istringstream lines(read_file(chain / note_name));
    std::vector<NotedDirectory> noted;
    NotedDirectory each;
    while (lines >> each.kind >> each.digest >> each.directory)
        noted.push_back(each);
    return noted;
}

/// Never one that says it is something else.
void remove_noted(const fs::path& chain, const NotedDirectory& noted) {
    const fs::path directory = chain / noted.directory;
    if (!fs::exists(directory / "stamp")) return;
    if (read_file(directory / "stamp").substr(0, noted.digest.size()) == noted.digest)
        fs::remove_all(directory);
}

}  // namespace

bool is_amid_rebase(const fs::path& chain) {
    return fs::exists(chain / note_name);
}

void end_rebase(const fs::path& chain) {
    if (!is_amid_rebase(chain)) return;
    const std::string lock = read_file(chain / lock_name);
    const std::vector<NotedDirectory> noted = read_note(chain);
    bool written = false;
    for (const NotedDirectory& each : noted)
        written = written || (each.kind == "made" &&
                              lock.find(fmt::format(" digest={} ", each.digest)) != std::string::npos);
    for (const NotedDirectory& each : noted)
        if ((each.kind == "left") == written) remove_noted(chain, each);
    fs::remove(chain / note_name);
}

void write_rebase(const fs::path& chain, const std::vector<MovedDirectory>& moved, const Lock& lock) {
    const HeldSignals held;
    remove_leftovers(chain);
    std::string note;
    for (const MovedDirectory& each : moved)
        note += fmt::format("made {} {}\nleft {} {}\n", each.digest, each.directory, each.old_digest,
                            each.old_directory);
    write_file(chain / note_name, note);
    for (const MovedDirectory& each : moved)
        write_directory(chain / each.directory, each.files);
    write_file(chain / lock_name, write_lock(lock));
    end_rebase(chain);
}

}  // namespace varve::compiler
