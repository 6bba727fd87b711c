#include "generator/driver/seal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "generator/driver/chain_directory.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/held_signals.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;

std::string next_number(const fs::path& chain) {
    unsigned long highest = 0;
    for (const std::string& entry : list_directory(chain)) {
        const std::size_t digits = std::min(entry.find_first_not_of("0123456789"), entry.size());
        if (digits != 0 && digits < 10) highest = std::max(highest, std::stoul(entry.substr(0, digits)));
    }
    return fmt::format("{:04}", highest + 1);
}

void seal(const fs::path& chain, const Sealed& sealed, const Lock& lock) {
    const HeldSignals held;
    remove_leftovers(chain);
    const fs::path from = chain / sealed.draft;
    std::vector<std::pair<std::string, std::string>> files;
    for (const std::string& name : sealed.files)
        if (fs::exists(from / name)) files.emplace_back(name, read_file(from / name));
    files.emplace_back("stamp", sealed.digest + "\n");
    write_directory(chain / sealed.directory, files);
    write_file(chain / lock_name, write_lock(lock));
    fs::remove_all(from);
}

}  // namespace varve::compiler
