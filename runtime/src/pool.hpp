#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <varve/database.hpp>

#include "runtime/src/session.hpp"

namespace varve::detail {

struct Pool::State {
    DatabaseOptions options;
    const Chain* chain = nullptr;
    SlotTexts texts;
    std::unique_ptr<OpenSession> writer;  ///< one that reads, where the database may only be read
    std::string why_not_write;            ///< a newer program's database: the message; "" for every other
    std::vector<std::unique_ptr<OpenSession>> readers;

    std::mutex mutex;
    std::condition_variable given_back;
    bool writing = false;
    std::thread::id writing_thread;
    std::vector<OpenSession*> idle;  ///< readers nobody leases
    unsigned opening = 0;            ///< readers that are being opened outside the mutex

    bool shares_writer() const { return options.readers == 0 || options.path == ":memory:"; }
    OpenSession& open_reader(std::unique_lock<std::mutex>& lock);
};

}  // namespace varve::detail
