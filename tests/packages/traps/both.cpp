#include <cstdio>
#include <notes/schema.hpp>
#include <shop/money.hpp>

int main(int, char** argv) {
    const std::string place = argv[1];
    notes::Database notes = notes::Database::open({.path = place + ".notes"});
    shop::money::Database money = shop::money::Database::open({.path = place + ".money"});
    notes.write([](notes::Transaction& tx) { tx.notes.insert({.text = "a note"}); });
    money.write([](shop::money::Transaction& tx) { tx.invoices.insert({.cents = 995}); });
    money.read([](const shop::money::Snapshot& s) {
        for (const shop::money::Invoice::View& invoice : s.invoices.all())
            std::printf("%lld\n", static_cast<long long>(invoice.cents));
    });
}
