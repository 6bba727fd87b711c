#include <lazy/schema.hpp>

#include <memory>
#include <numeric>
#include <type_traits>
#include <vector>

#include <sqlite3.h>

#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

// Lazy columns: read and written in pieces, by handles.
using lazy::Database;
using lazy::Film;
using lazy::Post;
using lazy::Snapshot;
using lazy::Transaction;

namespace {

Database in_memory() {
    return Database::open({.path = ":memory:"});
}

varve::Blob bytes(std::size_t count) {
    varve::Blob made(count);
    for (std::size_t i = 0; i != count; ++i)
        made[i] = static_cast<std::byte>(i * 7);
    return made;
}

std::string message_of(auto&& work) {
    try {
        work();
    } catch (const varve::Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

template <class Row>
concept has_cover = requires(Row row) {
    row.cover;
};

}  // namespace

static_assert(!has_cover<Post> && !has_cover<Post::View>);
static_assert(std::is_same_v<decltype(std::declval<Post::Reader>().cover(1)), varve::BlobReader>);
static_assert(std::is_same_v<decltype(std::declval<Post::Writer>().cover(1)), varve::BlobWriter>);
static_assert(std::is_same_v<decltype(std::declval<lazy::Stills::Writer>().checked("")), varve::BlobReader>);
static_assert(std::is_same_v<decltype(std::declval<lazy::Stills::Writer>().indexed("")), varve::BlobReader>);
static_assert(std::is_same_v<decltype(std::declval<lazy::Stills::Writer>().partly("")), varve::BlobReader>);
static_assert(std::is_same_v<decltype(std::declval<lazy::Stills::Writer>().pixels("")), varve::BlobWriter>);
static_assert(std::is_same_v<decltype(std::declval<lazy::Notes::Writer>().data(1)), varve::BlobReader>);

TEST_CASE("a lazy column is read in pieces and as a whole") {
    Database db = in_memory();
    const varve::Blob whole = bytes(100'000);
    db.write([&](Transaction& tx) {
        tx.posts.insert({.title = "a", .cover = whole});
        tx.posts.insert({.title = "b"});
        tx.posts.insert({.title = "c", .cover = varve::BlobView{}});
    });
    db.read([&](const Snapshot& s) {
        const auto cover = s.posts.cover(1);
        REQUIRE(cover);
        CHECK(cover.size() == whole.size());
        CHECK(cover.read_all() == whole);
        varve::Blob joined;
        varve::Blob piece(30'001);
        for (std::size_t at = 0; const std::size_t count = cover.read(at, piece); at += count)
            joined.insert(joined.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(count));
        CHECK(joined == whole);
        CHECK(cover.read(whole.size(), piece) == 0);
        CHECK(cover.read(whole.size() + 9, piece) == 0);
        CHECK(cover.read(SIZE_MAX, piece) == 0);
        CHECK_FALSE(s.posts.cover(2));
        CHECK_FALSE(s.posts.cover(9));
        CHECK(s.posts.cover(3));
        CHECK(s.posts.cover(3).read_all().empty());
        CHECK(s.posts.where(lazy::posts.cover.is_null()).count() == 1);
        CHECK(std::optional<Post>(s.posts.find(1))->title == "a");
    });
}

TEST_CASE("room is made with a zeroblob and filled in pieces") {
    Database db = in_memory();
    const varve::Blob whole = bytes(5000);
    const std::size_t size = whole.size();
    db.write([&](Transaction& tx) {
        const std::int64_t id = tx.posts.insert({.title = "a", .cover = varve::zeroblob{size}});
        {
            const auto cover = tx.posts.cover(id);
            CHECK(cover.read_all() == varve::Blob(size));
            for (std::size_t at = 0; at != size; at += 1000)
                cover.write(at, varve::BlobView(whole).subspan(at, 1000));
            CHECK(cover.read_all() == whole);
            cover.write(size, {});
        }
        tx.posts.cover(id).write(0, bytes(1));
        CHECK(tx.posts.update(id, {.count = varve::zeroblob{3}}));
        CHECK(tx.posts.count_(id).size() == 3);
        CHECK(tx.posts.update(id, {.cover = std::nullopt, .count = bytes(2)}));
        CHECK_FALSE(tx.posts.cover(id));
        CHECK(tx.posts.count_(id).read_all() == bytes(2));
        CHECK(tx.posts.upsert({.id = id, .title = "z"}, {.cover = varve::zeroblob{1}}) == id);
        CHECK(tx.posts.cover(id).size() == 1);
        const Post::New rows[] = {{.title = "m", .cover = varve::zeroblob{4}}, {.title = "n"}};
        tx.posts.insert_many(rows);
        CHECK(tx.posts.count() == 3);
    });
    CHECK(db.read([](const Snapshot& s) { return s.posts.cover(2).size(); }) == 4);
}

TEST_CASE("a table whose key is not the rowid") {
    Database db = in_memory();
    db.write([](Transaction& tx) {
        tx.films.insert({.reel = 7, .rowid = "a", .data = bytes(10)});
        tx.films.insert({.reel = 7, .rowid = "b", .data = varve::zeroblob{10}, .hash = bytes(4)});
        tx.films.data({7, "b"}).write(2, bytes(3));
        CHECK(tx.films.data({.reel = 7, .rowid = "a"}).read_all() == bytes(10));
        CHECK(tx.films.data({7, "b"}).read_all()[4] == std::byte{14});
        CHECK_FALSE(tx.films.hash({7, "a"}));
        CHECK(tx.films.hash({7, "b"}).read_all() == bytes(4));
        CHECK_FALSE(tx.films.data({8, "a"}));
        tx.stills.insert({.id = "x", .pixels = bytes(6)});
        CHECK(tx.stills.pixels("x").size() == 6);
    });
}

TEST_CASE("a handle says what it cannot do") {
    Database db = in_memory();
    db.write([](Transaction& tx) {
        const std::int64_t id = tx.posts.insert({.title = "a", .cover = bytes(10)});
        const std::string nothing =
            "a blob's handle stands on nothing: there is no such row, or it holds NULL; ask the handle (`if "
            "(handle)`) "
            "before it is used";
        CHECK(message_of([&] { (void)tx.posts.cover(9).size(); }) == nothing);
        CHECK(message_of([&] { tx.posts.cover(9).write(0, {}); }) == nothing);
        const std::string beyond =
            "a handle of `posts.cover` holds 10 bytes and keeps its size: 4 at 7 go beyond its end";
        CHECK(message_of([&] { tx.posts.cover(id).write(7, bytes(4)); }) == beyond);
        CHECK(tx.posts.cover(id).read_all() == bytes(10));
        tx.execute("UPDATE posts SET cover = 5");
        CHECK(message_of([&] { (void)tx.posts.cover(id); }) ==
              "cannot open a handle of `posts.cover`: cannot open value of type integer");
    });
}

TEST_CASE("a handle on a row that changes is told so, one that writes itself goes on") {
    Database db = in_memory();
    db.write([](Transaction& tx) {
        const std::int64_t id = tx.posts.insert({.title = "a", .cover = bytes(10)});
        const std::int64_t other = tx.posts.insert({.title = "b", .cover = bytes(10)});
        const std::string changed =
            "the row of a handle of `posts.cover` was changed or erased after it was opened: open it again";
        const auto cover = tx.posts.cover(id);
        cover.write(0, bytes(2));
        tx.posts.update(other, {.title = "c"});
        CHECK(cover.read_all().size() == 10);
        tx.posts.update(id, {.title = "c"});
        CHECK(message_of([&] { (void)cover.read_all(); }) == changed);
        CHECK(message_of([&] { cover.write(0, bytes(1)); }) == changed);
        CHECK(message_of([&] { cover.write(0, bytes(11)); }) == changed);
        const auto again = tx.posts.cover(id);
        tx.posts.erase(id);
        CHECK(message_of([&] { (void)again.read_all(); }) == changed);
    });
    CHECK(db.read([](const Snapshot& s) { return s.posts.count(); }) == 1);
}

TEST_CASE("a handle that outlives its transaction is refused, and nothing is committed") {
    TempDir dir;
    Database db = Database::open({.path = dir.file("a.db"), .readers = 1});
    db.write([](Transaction& tx) { tx.posts.insert({.title = "a", .cover = bytes(10)}); });
    using Writer = varve::BlobWriter;
    std::unique_ptr<Writer> kept;
    CHECK(message_of([&] {
              db.write([&](Transaction& tx) {
                  tx.posts.insert({.title = "b"});
                  kept = std::unique_ptr<Writer>(new Writer(tx.posts.cover(1)));
              });
          }) ==
          "a row, a range or a blob's handle is still alive at its transaction's end: keep a copy "
          "(`std::optional<Row>`, `read_all()`) instead");
    const std::string ended = "a blob's handle is used after its transaction has ended";
    CHECK(message_of([&] { (void)kept->size(); }) == ended);
    CHECK(message_of([&] { kept->write(0, bytes(1)); }) == ended);
    db.write([&](Transaction& tx) {
        const auto other = tx.posts.cover(1);
        CHECK(message_of([&] { (void)kept->read_all(); }) == ended);
        kept.reset();
        CHECK(other.size() == 10);
    });
    std::unique_ptr<varve::BlobReader> read;
    CHECK_THROWS_AS(db.read([&](const Snapshot& s) { read.reset(new varve::BlobReader(s.posts.cover(1))); }),
                    varve::Error);
    CHECK(message_of([&] { (void)read->read_all(); }) == ended);
    CHECK(db.read([](const Snapshot& s) { return s.posts.count(); }) == 1);
}

TEST_CASE("a throw closes what is open") {
    Database db = in_memory();
    CHECK_THROWS_AS(db.write([](Transaction& tx) {
        tx.posts.insert({.title = "a", .cover = varve::zeroblob{10}});
        const auto cover = tx.posts.cover(1);
        cover.write(0, bytes(3));
        throw std::runtime_error("no");
    }),
                    std::runtime_error);
    CHECK(db.read([](const Snapshot& s) { return s.posts.count(); }) == 0);
}

TEST_CASE("a reader's handle sees its moment") {
    TempDir dir;
    Database db = Database::open({.path = dir.file("a.db")});
    db.write([](Transaction& tx) { tx.posts.insert({.title = "a", .cover = bytes(10)}); });
    db.read([&](const Snapshot& before) {
        const auto cover = before.posts.cover(1);
        db.write([](Transaction& tx) { tx.posts.update(1, {.cover = bytes(20)}); });
        CHECK(cover.read_all() == bytes(10));
    });
    CHECK(db.read([](const Snapshot& s) { return s.posts.cover(1).size(); }) == 20);
}
