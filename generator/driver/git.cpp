#include "generator/driver/git.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <vector>

#include <fmt/format.h>

#include "generator/driver/files.hpp"

extern char** environ;

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

struct Ran {
    int code = -1;
    std::string out;
};

std::string read_all(int descriptor) {
    std::string text;
    std::array<char, 1 << 14> block{};
    while (true) {
        const ssize_t size = ::read(descriptor, block.data(), block.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return text;
        text.append(block.data(), static_cast<std::size_t>(size));
    }
}

/// Runs git in a directory, without a shell; what it says of errors is told with the rest where that is asked
/// for.
Ran git(const fs::path& directory, std::vector<std::string> arguments, bool with_errors = false) {
    arguments.insert(arguments.begin(), {"git", "-C", directory.string()});
    std::vector<char*> argv;
    for (std::string& argument : arguments)
        argv.push_back(argument.data());
    argv.push_back(nullptr);

    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw FileError("cannot make a pipe to run git");
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    if (with_errors)
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    else
        ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t process = 0;
    const int failed = ::posix_spawnp(&process, "git", &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    Ran ran;
    if (failed == 0) ran.out = read_all(ends[0]);
    ::close(ends[0]);
    if (failed != 0) throw FileError("cannot run `git`, which knows what a base ref holds: install it");

    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
}

/// The nearest directory that is there: a whole chain may be gone.
fs::path nearest(fs::path directory) {
    directory = fs::absolute(directory);
    while (!fs::is_directory(directory))
        directory = directory.parent_path();
    return directory;
}

/// A checkout that belongs to somebody else, as in many a container, is a repository that git does not open.
void require_repository(const fs::path& directory, const std::string& ref) {
    const Ran asked = git(directory, {"rev-parse", "--git-dir"}, true);
    if (asked.code == 0) return;
    if (asked.out.find("not a git repository") != std::string::npos)
        throw FileError(
            fmt::format("{} is in no git repository, so there is no base `{}`", directory.string(), ref));
    throw FileError(
        fmt::format("git does not open the repository of {}, so there is no base `{}`; it says:\n{}",
                    directory.string(), ref, asked.out.substr(0, asked.out.find_last_not_of("\n") + 1)));
}

}  // namespace

bool is_no_commit(std::string_view ref) {
    return (ref.size() == 40 || ref.size() == 64) && ref.find_first_not_of('0') == std::string_view::npos;
}

std::optional<FileAtRef> file_at_ref(const fs::path& file, const std::string& ref) {
    const fs::path directory = nearest(file.parent_path());
    require_repository(directory, ref);
    const Ran commit =
        git(directory, {"rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"});
    if (commit.code != 0)
        throw FileError(
            fmt::format("there is no ref `{}` in this repository; a shallow clone holds few: fetch it (`git "
                        "fetch --depth=1 "
                        "origin <branch>:refs/remotes/origin/<branch>`), or let the checkout fetch all",
                        ref));
    const std::string at =
        "./" + fs::absolute(file).lexically_normal().lexically_relative(directory).string();
    const std::string id = commit.out.substr(0, commit.out.find('\n'));
    Ran shown = git(directory, {"cat-file", "blob", id + ":" + at});
    if (shown.code != 0) return std::nullopt;
    return FileAtRef{ref + ":" + at, std::move(shown.out)};
}

}  // namespace varve::compiler
