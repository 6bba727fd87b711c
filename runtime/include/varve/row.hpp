#pragma once

#include <optional>
#include <type_traits>

#include <varve/slot.hpp>

namespace varve {
namespace detail {

/// Marks what must not outlive its transaction.
struct BoundToTransaction {};

}  // namespace detail

/// The row a look-up found, or nothing. Its texts are looked at in place and are valid as long as this
/// stands; its end gives the statement back. Converts to `std::optional<Row>`, which owns its texts.
///
/// Must not outlive the transaction it was read in: the transaction's end then throws `misuse` and rolls
/// back.
template <class Row>
class [[nodiscard]] Found : detail::BoundToTransaction {
public:
    using View = typename Row::View;

    explicit Found(detail::Prepared& statement)
        : statement_(varve_next(statement, view_) ? &statement : nullptr) {}
    ~Found() {
        if (statement_ != nullptr) detail::give_back(*statement_);
    }
    Found(const Found&) = delete;
    Found& operator=(const Found&) = delete;

    explicit operator bool() const noexcept { return statement_ != nullptr; }
    const View* operator->() const& noexcept { return &view_; }
    const View& operator*() const& noexcept { return view_; }
    const View* operator->() const&& = delete;  // the row would end with the expression: name it first
    const View& operator*() const&& = delete;

    operator std::optional<Row>() const {
        return statement_ != nullptr ? std::optional<Row>(static_cast<Row>(view_)) : std::nullopt;
    }

private:
    View view_{};
    detail::Prepared* statement_;
};

namespace detail {

/// A statement that is being stepped and the row it stands on.
template <class View>
class Cursor {
public:
    Cursor() = default;
    ~Cursor() { close(); }
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;

    void open(Prepared& statement) {
        close();
        statement_ = &statement;
        advance();
    }
    void advance() {
        Prepared* const statement = statement_;
        statement_ = nullptr;  // whatever throws below has released it
        if (varve_next(*statement, view_)) statement_ = statement;
    }
    void close() noexcept {
        if (statement_ != nullptr) give_back(*statement_);
        statement_ = nullptr;
    }
    bool at_end() const noexcept { return statement_ == nullptr; }
    const View& view() const noexcept { return view_; }

private:
    View view_{};
    Prepared* statement_ = nullptr;
};

}  // namespace detail
}  // namespace varve
