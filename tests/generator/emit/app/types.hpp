#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <varve/codec.hpp>

/// An application's own types, one for each storage of the language.
namespace app {

/// An id that is no other table's.
template <int table>
struct Id {
    std::int64_t value = 0;
    friend bool operator==(Id, Id) = default;
};

enum class Level : std::int16_t { low = 1, high = 2 };
enum class Colour { red, green };

struct Small {
    std::int32_t value = 0;
    friend bool operator==(Small, Small) = default;
};

struct Flag {
    bool up = false;
    friend bool operator==(Flag, Flag) = default;
};

struct Grams {
    double grams = 0;
    friend bool operator==(Grams, Grams) = default;
};

/// Holds nothing but what has an `@`.
class Email {
public:
    Email() = default;
    explicit Email(std::string_view text) : text_(text) {
        if (text.find('@') == std::string_view::npos) throw std::invalid_argument("an address has an `@`");
    }
    const std::string& text() const { return text_; }
    friend bool operator==(const Email&, const Email&) = default;

private:
    std::string text_;
};

/// An address that cannot be stored: for what happens then.
struct Pixels {
    std::vector<int> values;
    friend bool operator==(const Pixels&, const Pixels&) = default;
};

struct Uid {
    std::array<std::uint8_t, 16> bytes{};
    friend bool operator==(const Uid&, const Uid&) = default;
};

/// As other libraries' UUIDs are: 16 bytes, and no varve::Uuid.
struct Ticket {
    std::uint64_t high = 0, low = 0;
    friend bool operator==(const Ticket&, const Ticket&) = default;
};

struct Token {
    varve::Uuid uuid;
    friend bool operator==(const Token&, const Token&) = default;
};

struct Moment {
    std::int64_t seconds = 0;
    friend bool operator==(Moment, Moment) = default;
};

struct Day {
    int year = 1970, month = 1, day = 1;
    friend bool operator==(const Day&, const Day&) = default;
};

struct Json {
    std::string text;
    friend bool operator==(const Json&, const Json&) = default;
};

struct Money {
    std::int64_t cents = 0;
    friend bool operator==(const Money&, const Money&) = default;
};

struct Any {
    std::string text;
    std::int64_t number = 0;
    friend bool operator==(const Any&, const Any&) = default;
};

}  // namespace app

template <int table>
struct varve::codec<app::Id<table>> {
    using Storage = std::int64_t;
    static std::int64_t encode(app::Id<table> id) { return id.value; }
    static app::Id<table> decode(std::int64_t stored) { return {stored}; }
};

template <>
struct varve::codec<app::Level> : varve::enum_codec<app::Level> {};

template <>
struct varve::codec<app::Colour> {
    using Storage = std::string_view;
    static const char* encode(app::Colour colour) { return colour == app::Colour::red ? "red" : "green"; }
    static app::Colour decode(std::string_view stored) {
        if (stored == "red") return app::Colour::red;
        if (stored == "green") return app::Colour::green;
        throw std::invalid_argument("no such colour");
    }
};

template <>
struct varve::codec<app::Small> {
    using Storage = std::int32_t;
    static std::int32_t encode(app::Small small) { return small.value; }
    static app::Small decode(std::int32_t stored) { return {stored}; }
};

template <>
struct varve::codec<app::Flag> {
    using Storage = bool;
    static bool encode(app::Flag flag) { return flag.up; }
    static app::Flag decode(bool stored) { return {stored}; }
};

template <>
struct varve::codec<app::Grams> {
    using Storage = double;
    static double encode(app::Grams weight) { return weight.grams / 1000; }
    static app::Grams decode(double kilograms) { return {kilograms * 1000}; }
};

template <>
struct varve::codec<app::Email> {
    using Storage = std::string_view;
    static const std::string& encode(const app::Email& email) {
        if (email.text().empty()) throw std::invalid_argument("an address is empty");
        return email.text();
    }
    static app::Email decode(std::string_view stored) { return app::Email(stored); }
};

template <>
struct varve::codec<app::Pixels> {
    using Storage = varve::BlobView;
    static varve::Blob encode(const app::Pixels& pixels) {
        varve::Blob bytes;
        for (const int value : pixels.values)
            bytes.push_back(static_cast<std::byte>(value));
        return bytes;
    }
    static app::Pixels decode(varve::BlobView stored) {
        app::Pixels pixels;
        for (const std::byte byte : stored)
            pixels.values.push_back(static_cast<int>(byte));
        return pixels;
    }
};

template <>
struct varve::codec<app::Uid> : varve::bytes_codec<app::Uid> {};

template <>
struct varve::codec<app::Ticket> : varve::bytes_codec<app::Ticket> {};

template <>
struct varve::codec<app::Token> {
    using Storage = varve::Uuid;
    static varve::Uuid encode(const app::Token& token) { return token.uuid; }
    static app::Token decode(const varve::Uuid& stored) { return {stored}; }
};

template <>
struct varve::codec<app::Moment> {
    using Storage = varve::Timestamp;
    static varve::Timestamp encode(app::Moment moment) { return {moment.seconds * 1000}; }
    static app::Moment decode(varve::Timestamp stored) { return {stored.milliseconds / 1000}; }
};

template <>
struct varve::codec<app::Day> {
    using Storage = std::string_view;
    static std::string encode(const app::Day& day) {
        const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        return std::to_string(day.year) + "-" + two(day.month) + "-" + two(day.day);
    }
    static app::Day decode(std::string_view stored) {
        const auto number = [&](std::size_t at, std::size_t size) {
            return std::stoi(std::string(stored.substr(at, size)));
        };
        return {number(0, 4), number(5, 2), number(8, 2)};
    }
};

template <>
struct varve::codec<app::Json> {
    using Storage = std::string_view;
    static std::string_view encode(const app::Json& json) { return json.text; }
    static app::Json decode(std::string_view stored) { return {std::string(stored)}; }
};

template <>
struct varve::codec<app::Money> {
    using Storage = std::string_view;
    static std::string encode(const app::Money& money) { return std::to_string(money.cents); }
    static app::Money decode(std::string_view stored) { return {std::stoll(std::string(stored))}; }
};

template <>
struct varve::codec<app::Any> {
    using Storage = varve::ValueView;
    static varve::ValueView encode(const app::Any& any) {
        return any.text.empty() ? varve::ValueView::of(any.number)
                                : varve::ValueView::of(std::string_view(any.text));
    }
    static app::Any decode(const varve::ValueView& stored) {
        return {std::string(stored.bytes), stored.integer};
    }
};
