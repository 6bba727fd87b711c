#include "runtime/src/normal_forms.hpp"

#include <thread>

#include "runtime/src/sql_tokens.hpp"
#include "tests/support/catch.hpp"

using namespace varve::detail;

namespace {

std::string table(int number) {
    return "create table t" + std::to_string(number) + " ( id integer primary key )";
}

}  // namespace

TEST_CASE("normal forms in use are those without", "[normal_forms]") {
    const std::string plain = normalise_structure(table(1));
    NormalForms forms;
    {
        const NormalForms::Use use(forms);
        CHECK(normalise_structure(table(1)) == plain);
        CHECK(normalise_structure(table(1)) == plain);
        CHECK(normalise_structure(table(2)) != plain);
        CHECK(forms.size() == 2);
        std::thread([] { CHECK(NormalForms::in_use() == nullptr); }).join();
    }
    CHECK(NormalForms::in_use() == nullptr);
    CHECK(normalise_structure(table(3)) == normalise_structure("CREATE TABLE t3(id INTEGER PRIMARY KEY)"));
    CHECK(forms.size() == 2);
}

TEST_CASE("the innermost normal forms are used, and the outer ones again behind them", "[normal_forms]") {
    NormalForms outer;
    NormalForms inner;
    const NormalForms::Use use(outer);
    {
        const NormalForms::Use nested(inner);
        normalise_structure(table(1));
    }
    normalise_structure(table(2));
    normalise_structure(table(3));
    CHECK(inner.size() == 1);
    CHECK(outer.size() == 2);
}

TEST_CASE("normal forms that grow too large begin anew", "[normal_forms]") {
    NormalForms forms(1000);
    const NormalForms::Use use(forms);
    for (int i = 0; i != 200; ++i) {
        normalise_structure(table(i));
        REQUIRE(forms.size() < 20);
    }
    CHECK(forms.size() > 0);
}
