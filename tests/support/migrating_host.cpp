#include "tests/support/migrating_host.hpp"

#include <filesystem>

#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/shell.hpp"
#include "tests/support/catch.hpp"

namespace varve::tests {
namespace {

const char* const names[] = {"users", "phone", "once"};

std::vector<std::string> on(std::vector<std::string> arguments, const std::string& database) {
    arguments.insert(arguments.end(), {"--db", database});
    return arguments;
}

}  // namespace

Outcome MigratingHost::told(Outcome outcome) const {
    for (std::string* text : {&outcome.out, &outcome.err})
        for (std::size_t at = 0; (at = text->find(path(), at)) != std::string::npos;)
            text->replace(at, path().size(), "<db>");
    return outcome;
}

Outcome MigratingHost::operator()(std::vector<std::string> arguments) const {
    return told(run(on(std::move(arguments), path())));
}

Outcome MigratingHost::older(std::vector<std::string> arguments) const {
    return told(run_older(on(std::move(arguments), path())));
}

std::string MigratingHost::name(std::size_t place) const {
    return "000" + std::to_string(place) + " `" + names[place - 1] + "` (" + id(place) + ")";
}

void MigratingHost::begin(std::size_t place) const {
    const std::filesystem::path directory = std::filesystem::path(path()).parent_path();
    for (const auto& entry : std::filesystem::directory_iterator(directory))
        std::filesystem::remove(entry.path());
    if (place != 0) REQUIRE((*this)({"upgrade", names[place - 1]}).code == 0);
}

std::string MigratingHost::sql(const std::string& statement) const {
    ConnectionOptions options;
    options.path = path();
    options.journal_mode = JournalMode::keep;
    Connection connection = Connection::open(options);
    return rows_of(connection, statement);
}

std::string MigratingHost::at() const {
    const std::string told = (*this)({"current"}).out;
    return told.substr(0, told.find('\n'));
}

std::string MigratingHost::run_script(const std::string& script) const {
    const Outcome ran = shell(path(), script, file("script.sql"));
    return ran.code == 0 ? "" : ran.out;
}

}  // namespace varve::tests
