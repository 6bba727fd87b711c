#pragma once

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>

/// The kernel kills this process with SIGKILL some time from now, however busy the machine is.
inline void kill_in(std::int64_t us) {
    timer_t timer;
    sigevent event{};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGKILL;
    itimerspec when{};
    when.it_value.tv_sec = us / 1'000'000;
    when.it_value.tv_nsec = us % 1'000'000 * 1'000 + 1;
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0 || timer_settime(timer, 0, &when, nullptr) != 0)
        _exit(6);
}
