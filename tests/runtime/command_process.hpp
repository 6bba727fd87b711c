#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include <varve/command_line.hpp>

#include "tests/support/catch.hpp"

/// A process that runs a command as an application's command line does; its lines come here.
class CommandProcess {
public:
    CommandProcess(const varve::Chain& chain, const std::vector<std::string>& words,
                   void (*configure)(void* context, sqlite3* connection) = nullptr) {
        int ends[2];
        REQUIRE(pipe(ends) == 0);
        std::cout.flush();
        process_ = fork();
        if (process_ == 0) {
            std::signal(SIGINT, SIG_DFL);  // Catch2 has a handler of its own, which would be left to it
            dup2(ends[1], 1);
            dup2(ends[1], 2);
            std::vector<const char*> arguments = {"studio"};
            for (const std::string& word : words)
                arguments.push_back(word.c_str());
            const int code =
                varve::command_line(static_cast<int>(arguments.size()), arguments.data(), chain, configure);
            std::cout.flush();
            _exit(code);
        }
        close(ends[1]);
        lines_ = ends[0];
    }

    /// Reads until the text has come; then the process is told to stop.
    void interrupt_after(const std::string& text) {
        read_until(text);
        kill(process_, SIGINT);
    }

    /// The exit code; -1 where a signal ended it.
    int end() {
        read_until("");
        close(lines_);
        int status = 0;
        waitpid(process_, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    const std::string& said() const { return said_; }

private:
    void read_until(const std::string& text) {
        char byte = 0;
        while ((text.empty() || said_.find(text) == std::string::npos) && read(lines_, &byte, 1) == 1)
            said_ += byte;
    }

    pid_t process_ = 0;
    int lines_ = -1;
    std::string said_;
};
