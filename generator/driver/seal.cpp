#include "generator/driver/seal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
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

namespace {

/// A writer fails behind its rename, too: what cannot be read may be the new text.
bool may_hold(const fs::path& file, const std::string& text) {
    if (!fs::exists(file)) return false;
    try {
        return read_file(file) == text;
    } catch (const FileError&) {
        return true;
    }
}

}  // namespace

void seal(const fs::path& chain, const Sealed& sealed, const Lock& lock) {
    const HeldSignals held;
    remove_leftovers(chain);
    const fs::path from = chain / sealed.draft;
    std::vector<std::pair<std::string, std::string>> files;
    for (const std::string& name : sealed.files)
        if (fs::exists(from / name)) files.emplace_back(name, read_file(from / name));
    files.emplace_back("stamp", sealed.digest + "\n");
    write_directory(chain / sealed.directory, files);
    const std::string text = write_lock(lock);
    try {
        write_file(chain / lock_name, text);
    } catch (const FileError&) {
        std::error_code ignored;
        if (!may_hold(chain / lock_name, text)) fs::remove_all(chain / sealed.directory, ignored);
        throw;
    }
    fs::remove_all(from);
}

}  // namespace varve::compiler
