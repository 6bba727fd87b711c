#pragma once

#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

namespace varve::tests {

/// The schema that the driver's tests begin with.
inline constexpr std::string_view shop_schema = R"(schema shop {
  edition 1
  target  sqlite >= 3.37
  chain   "shop.chain"
  cpp     namespace "shop"
}

table users as User {
  id    int64  primary key
  email text   unique
}
)";

inline constexpr const char* shop_file = "schema/shop.varve";
inline constexpr const char* shop_chain = "schema/shop.chain";

/// A workspace with two frozen revisions: `users`, then its column `phone`.
class Shop : public Workspace {
public:
    Shop() {
        write(shop_file, shop_schema);
        freeze("users");
        replace(shop_file, "  email text   unique\n", "  email text   unique\n  phone text?\n");
        freeze("phone");
    }

    void freeze(const std::string& message) const {
        REQUIRE(varve({"revision", "--autogenerate", "-m", message, "--schema", "@schema/shop.varve"}).code ==
                0);
        REQUIRE(varve({"freeze", "--schema", "@schema/shop.varve"}).code == 0);
    }

    Outcome command(const std::string& name, std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{name, "--schema", "@schema/shop.varve"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return varve(std::move(arguments));
    }
    Outcome generate(std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"--output", "@out", "--target", "shop"});
        return command("generate", std::move(more));
    }
};

}  // namespace varve::tests
