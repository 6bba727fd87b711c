#include <cstdio>
#include <notes/schema.hpp>
#include <shop/money.hpp>

int main(int, char** argv) {
    const std::string place = argv[1];
    notes::Database notes = notes::Database::open({.path = place + ".notes"});
    shop::money::Database money = shop::money::Database::open({.path = place + ".money"});
    notes.write([](notes::Transaction& tx) { tx.notes.insert({.text = "a note"}); });
    money.write([](shop::money::Transaction& tx) {
        const std::int64_t id = tx.invoices.insert({.cents = shop::Cents{995}, .scan = varve::zeroblob{2}});
        const std::byte page[] = {std::byte{1}, std::byte{2}};
        tx.invoices.scan(id).write(0, page);
    });
    money.read([](const shop::money::Snapshot& s) {
        for (const shop::money::Invoice::View& invoice : s.invoices.where(shop::money::invoices.state == shop::State::open))
            std::printf("%lld %zu\n", static_cast<long long>(invoice.cents.value), s.invoices.scan(invoice.id).read_all().size());
    });
}
