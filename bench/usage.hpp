#pragma once

#include <sys/resource.h>

#include <cstdint>

namespace bench {

inline rusage usage(int who = RUSAGE_SELF) {
    rusage now{};
    getrusage(who, &now);
    return now;
}

inline std::int64_t cpu_ns(const rusage& used) {
    const auto ns = [](const timeval& t) {
        return t.tv_sec * std::int64_t{1000000000} + t.tv_usec * std::int64_t{1000};
    };
    return ns(used.ru_utime) + ns(used.ru_stime);
}

/// CPU time of this process so far, user and system.
inline std::int64_t cpu_ns() {
    return cpu_ns(usage());
}

/// The most memory that this process ever held.
inline double peak_mib() {
    return static_cast<double>(usage().ru_maxrss) / 1024.0;
}

}  // namespace bench
