// docs/alembic.md as an application's own command line lives up to it. What varve alone has stands in
// tests/generator/driver/alembic_page_test.cpp.
#include <varve/migrate.hpp>

#include "tests/runtime/studio.hpp"
#include "tests/support/alembic_rows.hpp"

using namespace varve::tests;

namespace {

class Application : public MigratingHost {
public:
    Application() {
        sample_.add("users", "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);",
                    "--@ grade loses users\nDROP TABLE users;", varve::Grade::loses, "users");
        sample_.add("phone", "ALTER TABLE users ADD COLUMN phone TEXT;",
                    "--@ grade loses users.phone\nALTER TABLE users DROP COLUMN phone;", varve::Grade::loses,
                    "users.phone");
        sample_.add(
            "once",
            "--@ preflight users \"`email` is not unique\"\n"
            "SELECT id FROM users WHERE email IN (SELECT email FROM users GROUP BY email HAVING count(*) > "
            "1);\nCREATE UNIQUE INDEX users_email ON users (email);",
            "DROP INDEX users_email;");
    }

    Outcome run(std::vector<std::string> arguments) const override {
        return ::run(sample_.chain(), std::move(arguments));
    }
    Outcome run_older(std::vector<std::string> arguments) const override {
        return ::run(sample_.first(1), std::move(arguments));
    }
    std::string id(std::size_t place) const override { return sample_.id(place); }
    const varve::Chain& chain() const { return sample_.chain(); }

private:
    SampleChain sample_;
};

}  // namespace

TEST_CASE("every row that an application has a counterpart for does what it says", "[alembic]") {
    const Application application;
    check_rows(rows_below(VARVE_ALEMBIC_PAGE, "Running and asking"), running_rows());
    run_rows(application, running_rows());
}

TEST_CASE("a program is called at every step, as on_version_apply is", "[alembic]") {
    const Application application;
    varve::Connection connection = varve::Connection::open({.path = ":memory:"});
    std::string lines;
    varve::MigrateOptions options;
    options.progress = [](void* context, std::string_view line) {
        static_cast<std::string*>(context)->append(line).append("\n");
    };
    options.progress_context = &lines;
    varve::upgrade(connection, application.chain(), options);
    CHECK(lines == "apply " + application.name(1) + "\napply " + application.name(2) + "\napply " +
                       application.name(3) + "\n");
}
