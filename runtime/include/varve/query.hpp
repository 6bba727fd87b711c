#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include <varve/column.hpp>
#include <varve/row.hpp>

namespace varve {
namespace detail {

struct NoCondition {
    void bind_to(Binder&) const {}
};

/// Orders that are written one behind the other.
template <class... Orders>
struct OrderList {
    template <class Out>
    static constexpr void put(Out& out) {
        std::size_t n = 0;
        ((out.put(n++ == 0 ? " ORDER BY " : ", "), Orders::put(out)), ...);
    }
};

template <class C, int I, class V>
Order<Column<C, I, V>, false> order_of(Column<C, I, V>);
template <class Column, bool descending>
Order<Column, descending> order_of(Order<Column, descending>);

enum class Window { none, limit, limit_offset, first };

/// The text behind a head.
template <class Where, class Orders, Window window>
struct TailText {
    template <class Out>
    static constexpr void put(Out& out) {
        if constexpr (requires { Where::put(out); }) {
            out.put(" WHERE ");
            Where::put(out);
        }
        Orders::put(out);
        if (window == Window::limit) out.put(" LIMIT ?");
        if (window == Window::limit_offset) out.put(" LIMIT ? OFFSET ?");
        if (window == Window::first) out.put(" LIMIT 1");
    }
};

struct Counting {
    std::size_t size = 0;
    constexpr void put(std::string_view text) { size += text.size(); }
};

template <std::size_t capacity>
struct Chars {
    char data[capacity + 1] = {};
    std::size_t size = 0;
    constexpr void put(std::string_view text) {
        for (const char c : text)
            data[size++] = c;
    }
};

template <class Maker>
constexpr std::size_t size_of() {
    Counting counting;
    Maker::put(counting);
    return counting.size;
}

template <class Maker>
constexpr auto chars_of() {
    Chars<size_of<Maker>()> chars;
    Maker::put(chars);
    return chars;
}

template <class Maker>
inline constexpr auto text_of = chars_of<Maker>();

/// One statement a table, head and text: this constant's address is its slot.
template <class Row, std::string_view Heads::*head, class Maker>
inline constexpr Tail tail_of{head, text_of<Maker>.data, text_of<Maker>.size};

}  // namespace detail

/// Rows of one table: a range of views, run when it is iterated and each time anew. `order_by`, `limit` and
/// `offset` take the query and give it back changed. The texts of a view are valid until the iteration moves
/// on.
///
/// Iterating allocates nothing after the first time. Must not outlive its transaction. Throws Error.
template <class Row, class Where = detail::NoCondition, class Orders = detail::OrderList<>,
          detail::Window window = detail::Window::none>
class [[nodiscard]] Query : detail::BoundToTransaction {
    using View = typename Row::View;
    using Window = detail::Window;

public:
    explicit Query(detail::Session& session, Where where = {}, std::int64_t limit = -1,
                   std::int64_t offset = 0)
        : session_(&session), where_(std::move(where)), limit_(limit), offset_(offset) {}

    /// Columns, or their `.asc()` and `.desc()`; replaces an earlier order.
    template <class... Terms>
    auto order_by(Terms... terms) && {
        constexpr bool ours = (std::is_same_v<typename Terms::Table, typename Row::Columns> && ...);
        static_assert(ours, "`order_by` takes columns of the query's own table");
        using Sorted = detail::OrderList<decltype(detail::order_of(terms))...>;
        return Query<Row, Where, Sorted, window>(*session_, std::move(where_), limit_, offset_);
    }
    auto limit(std::int64_t rows) && {
        constexpr Window wider = window == Window::none ? Window::limit : window;
        return Query<Row, Where, Orders, wider>(*session_, std::move(where_), rows, offset_);
    }
    auto offset(std::int64_t rows) && {
        return Query<Row, Where, Orders, Window::limit_offset>(*session_, std::move(where_), limit_, rows);
    }

    /// For how many rows the condition holds; order, limit and offset take no part.
    std::int64_t count() const {
        using Suffix = detail::TailText<Where, detail::OrderList<>, Window::none>;
        return detail::run_for_integer(use<&detail::Heads::count, Suffix>().statement);
    }

    /// The first row in the query's order, or nothing.
    Found<Row> first() const {
        static_assert(window == Window::none, "`first` is a limit of its own");
        using Suffix = detail::TailText<Where, Orders, Window::first>;
        return Found<Row>(use<&detail::Heads::select, Suffix>().statement);
    }

    class End {};
    class Iterator {
    public:
        using value_type = View;
        using difference_type = std::ptrdiff_t;
        explicit Iterator(detail::Cursor<View>& cursor) : cursor_(&cursor) {}
        const View& operator*() const noexcept { return cursor_->view(); }
        const View* operator->() const noexcept { return &cursor_->view(); }
        Iterator& operator++() {
            cursor_->advance();
            return *this;
        }
        void operator++(int) { cursor_->advance(); }
        friend bool operator==(const Iterator& i, End) noexcept { return i.cursor_->at_end(); }

    private:
        detail::Cursor<View>* cursor_;
    };

    Iterator begin() {
        cursor_.close();
        detail::Binder binder = use<&detail::Heads::select, detail::TailText<Where, Orders, window>>();
        if constexpr (window != Window::none) binder(limit_);
        if constexpr (window == Window::limit_offset) binder(offset_);
        cursor_.open(binder.statement);
        return Iterator(cursor_);
    }
    End end() const noexcept { return {}; }

private:
    template <std::string_view detail::Heads::*head, class Suffix>
    detail::Binder use() const {
        const detail::Heads& heads = varve_heads(static_cast<Row*>(nullptr));
        const detail::Tail& tail = detail::tail_of<Row, head, Suffix>;
        detail::Binder binder{detail::use(*session_, heads, tail, detail::lists_of(where_))};
        where_.bind_to(binder);
        return binder;
    }

    detail::Session* session_;
    Where where_;
    std::int64_t limit_;
    std::int64_t offset_;
    detail::Cursor<View> cursor_;
};

}  // namespace varve
