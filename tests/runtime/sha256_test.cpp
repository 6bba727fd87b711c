#include "runtime/src/sha256.hpp"
#include "runtime/src/sha256_block.hpp"

#include "tests/support/catch.hpp"

using varve::detail::Sha256;
using varve::detail::sha256_hex;
using varve::detail::to_hex;

TEST_CASE("sha256 holds NIST's vectors") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(
        sha256_hex(
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrs"
            "mnopqrstnopqrstu") == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    CHECK(sha256_hex(std::string(1000000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256 gives one digest however the bytes are cut") {
    std::string bytes;
    for (int i = 0; i != 300; ++i)
        bytes.push_back(static_cast<char>(i * 7));
    for (std::size_t size = 0; size != bytes.size(); ++size) {
        const std::string_view whole = std::string_view(bytes).substr(0, size);
        Sha256 hash;
        for (std::size_t at = 0; at < size; at += 13)
            hash.update(whole.substr(at, 13));
        REQUIRE(to_hex(hash.finish()) == sha256_hex(whole));
    }
}

TEST_CASE("sha256 by instructions of the processor is sha256") {
    const varve::detail::CompressBlock by_instructions = varve::detail::compress_by_instructions();
    if (by_instructions == nullptr) return;
    std::array<std::uint32_t, 8> one{1, 2, 3, 4, 5, 6, 7, 0xffffffff};
    std::array<std::uint32_t, 8> other = one;
    std::array<std::uint8_t, 64> block{};
    for (int round = 0; round != 1000; ++round) {
        for (std::size_t i = 0; i != block.size(); ++i)
            block[i] = static_cast<std::uint8_t>(one[i % 8] >> i % 25);
        varve::detail::compress_portably(one, block.data());
        by_instructions(other, block.data());
        REQUIRE(one == other);
    }
}
