#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/outcome.hpp"

/// Runs a script with the sqlite3 shell, as a person without varve would.
inline varve::tests::Outcome shell(const std::string& database, const std::string& script,
                                   const std::string& script_file) {
    std::ofstream(script_file) << script;
    varve::tests::Outcome outcome;
    FILE* pipe = popen(("sqlite3 '" + database + "' < '" + script_file + "' 2>&1").c_str(), "r");
    REQUIRE(pipe != nullptr);
    char buffer[4096];
    for (std::size_t read = 0; (read = fread(buffer, 1, sizeof buffer, pipe)) != 0;)
        outcome.out.append(buffer, read);
    const int status = pclose(pipe);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}
