#include "generator/driver/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

#include "generator/driver/held_signals.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail(std::string_view what, const fs::path& path, int error) {
    throw FileError(fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(error)));
}

/// A name beside `path` that no other process uses and that list_directory passes over.
fs::path temporary_beside(const fs::path& path) {
    return path.parent_path() / fmt::format(".{}.{}.tmp", path.filename().string(), ::getpid());
}

/// Whether a name is one of temporary_beside's, of a process that is no more.
bool is_left_over(const std::string& name) {
    constexpr std::string_view suffix = ".tmp";
    if (!name.starts_with('.') || !name.ends_with(suffix)) return false;
    const std::size_t end = name.size() - suffix.size();
    const std::size_t dot = name.rfind('.', end - 1);
    int pid = 0;
    const auto [stop, problem] = std::from_chars(name.data() + dot + 1, name.data() + end, pid);
    if (problem != std::errc{} || stop != name.data() + end || pid <= 0) return false;
    return ::kill(pid, 0) != 0 && errno == ESRCH;
}

void sync_path(const fs::path& path, int flags) {
    const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
    if (fd < 0) fail("open", path, errno);
    const int result = ::fsync(fd);
    const int error = errno;
    ::close(fd);
    if (result != 0) fail("sync", path, error);
}

void write_bytes(const fs::path& path, std::string_view text) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    if (!out) fail("write", path, errno);
}

void write_synced(const fs::path& path, std::string_view text) {
    write_bytes(path, text);
    sync_path(path, O_WRONLY);
}

void make_directories(const fs::path& path) {
    std::error_code error;
    if (!path.empty()) fs::create_directories(path, error);
    if (error) fail("make directory", path, error.value());
}

void rename_into_place(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        const int error = errno;
        std::error_code ignored;
        fs::remove_all(from, ignored);
        fail("write", to, error);
    }
    sync_path(to.parent_path().empty() ? fs::path(".") : to.parent_path(), O_RDONLY | O_DIRECTORY);
}

/// A pipe or a device may never end.
std::ifstream open_to_read(const fs::path& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) fail("read", path, EISDIR);
    if (fs::exists(path, error) && !fs::is_regular_file(path, error))
        throw FileError(fmt::format("cannot read {}: it is no regular file", path.string()));
    std::ifstream in(path, std::ios::binary);
    if (!in) fail("read", path, errno);
    return in;
}

}  // namespace

std::string read_file(const fs::path& path) {
    std::ifstream in = open_to_read(path);
    std::ostringstream text;
    text << in.rdbuf();
    if (in.bad()) fail("read", path, errno);
    return std::move(text).str();
}

std::string read_file_begin(const fs::path& path, std::size_t most) {
    std::ifstream in = open_to_read(path);
    std::string text;
    char block[1 << 16];
    while (text.size() < most && in) {
        in.read(block, sizeof block);
        text.append(block, static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad()) fail("read", path, errno);
    text.resize(std::min(text.size(), most));
    return text;
}

void write_file(const fs::path& path, std::string_view text) {
    const HeldSignals held;
    make_directories(path.parent_path());
    const fs::path temporary = temporary_beside(path);
    try {
        write_synced(temporary, text);
    } catch (const FileError&) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
        throw;
    }
    rename_into_place(temporary, path);
}

void write_unsynced(const fs::path& path, std::string_view text) {
    const HeldSignals held;
    make_directories(path.parent_path());
    const fs::path temporary = temporary_beside(path);
    std::error_code error;
    try {
        write_bytes(temporary, text);
        fs::rename(temporary, path, error);
    } catch (const FileError&) {
        fs::remove(temporary, error);
        throw;
    }
    if (!error) return;
    std::error_code ignored;
    fs::remove(temporary, ignored);
    fail("write", path, error.value());
}

bool write_if_changed(const fs::path& path, std::string_view text) {
    std::error_code error;
    if (fs::is_regular_file(path, error) && read_file(path) == text) return false;
    write_file(path, text);
    return true;
}

void write_directory(const fs::path& path, const std::vector<std::pair<std::string, std::string>>& files) {
    if (fs::exists(path)) fail("make directory", path, EEXIST);
    const HeldSignals held;
    make_directories(path.parent_path());
    const fs::path temporary = temporary_beside(path);
    std::error_code ignored;
    fs::remove_all(temporary, ignored);
    try {
        make_directories(temporary);
        for (const auto& [name, text] : files) {
            make_directories((temporary / name).parent_path());
            write_synced(temporary / name, text);
        }
    } catch (const FileError&) {
        fs::remove_all(temporary, ignored);
        throw;
    }
    rename_into_place(temporary, path);
}

void remove_leftovers(const fs::path& directory) {
    if (!fs::is_directory(directory)) return;
    std::vector<fs::path> leftovers;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
        if (is_left_over(entry.path().filename().string())) leftovers.push_back(entry.path());
    }
    std::error_code ignored;
    for (const fs::path& path : leftovers)
        fs::remove_all(path, ignored);
}

std::vector<std::string> list_directory(const fs::path& path) {
    std::vector<std::string> names;
    if (!fs::is_directory(path)) return names;
    for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
        std::string name = entry.path().filename().string();
        if (!name.starts_with('.')) names.push_back(std::move(name));
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace varve::compiler
