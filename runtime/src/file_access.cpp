#include "runtime/src/file_access.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

#ifdef _WIN32
#include <io.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace varve::detail {

namespace {

namespace fs = std::filesystem;

const char* symbol_of(int error) {
    switch (error) {
        case EACCES:
            return " (EACCES)";
        case EPERM:
            return " (EPERM)";
        case EROFS:
            return " (EROFS)";
        default:
            return "";
    }
}

}  // namespace

fs::path directory_of(const std::string& path) {
    fs::path directory = fs::path(path).parent_path();
    return directory.empty() ? fs::path(".") : directory;
}

int refusal_of(const fs::path& path, Right right) {
#ifdef _WIN32
    if (right == Right::search) return 0;
    return _waccess(path.c_str(), right == Right::read ? 4 : 2) == 0 ? 0 : errno;
#else
    const int mode = right == Right::read ? R_OK : right == Right::write ? W_OK : X_OK;
    return faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) == 0 ? 0 : errno;
#endif
}

bool can_write(const fs::path& path) {
    return refusal_of(path, Right::write) == 0;
}

std::string words_of_system(int error) {
    return fmt::format("{}{}", std::error_code(error, std::generic_category()).message(), symbol_of(error));
}

fs::path shut_directory(const std::string& path) {
    fs::path directory;
    for (const fs::path& name : directory_of(path)) {
        directory /= name;
        // A file in a directory's place is not executable either, and no right would help.
        std::error_code ignored;
        if (fs::is_regular_file(directory, ignored)) return {};
        if (refusal_of(directory, Right::search) == EACCES) return directory;
    }
    return {};
}

}  // namespace varve::detail
