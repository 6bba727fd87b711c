#pragma once

#include <unistd.h>

#ifdef __linux__
#include <sched.h>
#include <sys/mount.h>
#endif

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/temp_dir.hpp"

/// A file system of few bytes, in a name space of this process alone. Only root may make one, on
/// Linux.
class SmallDisk {
public:
    explicit SmallDisk([[maybe_unused]] std::size_t bytes) {
#ifdef __linux__
        if (geteuid() != 0 || unshare(CLONE_NEWNS) != 0) return;
        if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return;
        const std::string size = "size=" + std::to_string(bytes);
        there_ = mount("tmpfs", directory_.path().c_str(), "tmpfs", 0, size.c_str()) == 0;
#endif
    }
    ~SmallDisk() {
#ifdef __linux__
        if (there_) umount2(directory_.path().c_str(), MNT_DETACH);
#endif
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool there() const { return there_; }
    std::string file(const std::string& name) const { return directory_.file(name); }

    /// Fills it until so many bytes are free.
    void leave(std::uintmax_t free) const {
        const std::uintmax_t now = std::filesystem::space(directory_.path()).available;
        std::ofstream(file("filler"), std::ios::app) << std::string(now - free, 'x');
    }

private:
    TempDir directory_;
    bool there_ = false;
};
