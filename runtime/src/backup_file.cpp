#include "runtime/src/backup_file.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <process.h>
#include <sys/stat.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

#include <varve/error.hpp>

#include "runtime/src/disk_need.hpp"
#include "runtime/src/file_access.hpp"

namespace varve::detail {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void throw_file(std::string_view tried, const std::string& file, int error) {
    const fs::path directory = directory_of(file);
    std::error_code ignored;
    if (error == ENOENT && !fs::exists(directory, ignored))
        throw Error(ErrorCode::io,
                    fmt::format("{} `{}`: there is no directory `{}`", tried, file, directory.string()));
    const bool denied = error == EACCES || error == EPERM || error == EROFS;
    throw Error(denied ? ErrorCode::read_only : ErrorCode::io,
                fmt::format("{} `{}`: {}{}", tried, file, words_of_system(error),
                            denied ? "; it needs a directory that can be written" : ""));
}

[[noreturn]] void refuse_taken(const std::string& file) {
    throw Error(ErrorCode::refused,
                fmt::format("`{}` is there already, and nothing is written over: name another file", file));
}

bool is_taken(const std::string& file) {
    std::error_code ignored;
    return fs::exists(fs::symlink_status(file, ignored));
}

#ifdef _WIN32
int make_alone(const std::string& file, FileMode) {
    const int descriptor =
        _open(file.c_str(), _O_CREAT | _O_EXCL | _O_RDWR | _O_BINARY, _S_IREAD | _S_IWRITE);
    if (descriptor < 0) return errno;
    _close(descriptor);
    return 0;
}
int process_number() {
    return _getpid();
}
void bring_to_disk(const std::string&) {}
int rename_alone(const std::string& from, const std::string& to) {
    std::error_code failed;
    fs::rename(from, to, failed);
    return failed ? EIO : 0;
}
#else
int make_alone(const std::string& file, FileMode mode) {
    const mode_t bits = mode == FileMode::owner_only ? 0600 : 0644;
    const int descriptor = open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, bits);
    if (descriptor < 0) return errno;
    close(descriptor);
    return 0;
}
int process_number() {
    return getpid();
}
void bring_to_disk(const std::string& file) {
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw_file("cannot bring to the disk", file, errno);
    const int failed = fsync(descriptor) == 0 ? 0 : errno;
    close(descriptor);
    // Some file systems cannot sync a directory.
    if (failed != 0 && failed != EINVAL) throw_file("cannot bring to the disk", file, failed);
}
/// link() fails where the name is taken, rename() would write over it; not every file system has links.
int rename_alone(const std::string& from, const std::string& to) {
    if (link(from.c_str(), to.c_str()) == 0) return unlink(from.c_str()) == 0 ? 0 : errno;
    if (errno == EEXIST) return EEXIST;
    if (is_taken(to)) return EEXIST;
    return rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}
#endif

}  // namespace

NewFile::NewFile(std::string name, FileMode mode) : name_(std::move(name)) {
    static std::atomic<unsigned> count{0};
    if (is_taken(name_)) refuse_taken(name_);
    int failed = EEXIST;
    for (int tries = 0; failed == EEXIST && tries != 100; ++tries) {
        part_ = fmt::format("{}.{}-{}.part", name_, process_number(), ++count);
        failed = make_alone(part_, mode);
    }
    if (failed != 0) throw_file("cannot make", name_, failed);
}

NewFile::~NewFile() {
    std::error_code ignored;
    if (published_) return;
    for (const char* tail : {"", "-journal", "-wal", "-shm"})
        fs::remove(part_ + tail, ignored);
}

void NewFile::publish() {
    bring_to_disk(part_);
    const int failed = rename_alone(part_, name_);
    if (failed == EEXIST) refuse_taken(name_);
    if (failed != 0) throw_file("cannot give its name to", name_, failed);
    published_ = true;
    bring_to_disk(directory_of(name_).string());
}

void require_room(const std::string& database, const std::string& file, std::int64_t bytes) {
    const std::string directory = directory_of(file).string();
    const auto free = free_bytes(directory);
    if (!free || bytes <= *free) return;
    throw Error(
        ErrorCode::refused,
        fmt::format("there is no room for a copy of `{}` in `{}`: it needs {} bytes, and {} bytes are "
                    "free; make room or name another place",
                    database, directory, grouped(bytes), grouped(*free)));
}

}  // namespace varve::detail
