#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <vector>

/// A child process with a pipe to its stdin and one from its stdout. Waited for, or killed, at the latest at
/// its end.
class Process {
public:
    explicit Process(const std::vector<std::string>& command) {
        int in[2];
        int out[2];
        if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
            throw std::runtime_error("no pipes left");
        pid_ = fork();
        if (pid_ == 0) run(command, in[0], out[1]);
        close(in[0]);
        close(out[1]);
        in_ = in[1];
        out_ = out[0];
        if (pid_ < 0) throw std::runtime_error("no processes left");
    }
    ~Process() {
        if (!waited_) {
            kill_now();
            wait();
        }
        go();
        close(out_);
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// Lets it begin.
    void go() {
        if (in_ >= 0) close(in_);
        in_ = -1;
    }

    /// The next byte that it said; 0 when it is done.
    char hear() {
        char word = 0;
        return read(out_, &word, 1) == 1 ? word : '\0';
    }

    void kill_now() { kill(pid_, SIGKILL); }

    /// Its exit status, or -1 for one that was killed.
    int wait() {
        int status = 0;
        if (!waited_) waitpid(pid_, &status, 0);
        waited_ = true;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    [[noreturn]] static void run(const std::vector<std::string>& command, int in, int out) {
        std::vector<char*> arguments;
        for (const std::string& word : command)
            arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        dup2(in, STDIN_FILENO);
        dup2(out, STDOUT_FILENO);
        execv(arguments[0], arguments.data());
        _exit(127);
    }

    pid_t pid_ = -1;
    int in_ = -1;
    int out_ = -1;
    bool waited_ = false;
};
