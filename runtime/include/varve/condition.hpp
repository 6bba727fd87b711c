#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <varve/encode.hpp>
#include <varve/slot.hpp>

namespace varve {
namespace detail {

enum class Op { equal, unequal, less, less_equal, greater, greater_equal, like };

constexpr std::string_view sign(Op op) {
    constexpr std::string_view signs[] = {" = ", " <> ", " < ", " <= ", " > ", " >= ", " LIKE "};
    return signs[static_cast<int>(op)];
}

/// Binds the values of a condition in the order in which its text asks for them.
struct Binder {
    Prepared& statement;
    int at = 0;

    template <class T>
    void operator()(const T& value) {
        if constexpr (has_codec<T>)
            put_encoded(statement, ++at, value, [](Prepared& s, int place, const auto& stored) {
                Binder{s, place - 1}(stored);
            });
        else if constexpr (std::is_convertible_v<const T&, std::string_view>)
            bind_value(statement, ++at, std::string_view(value));
        else if constexpr (std::is_enum_v<T>)
            bind_value(statement, ++at, to_string(value));
        else if constexpr (std::is_integral_v<T>)
            bind_value(statement, ++at, static_cast<std::int64_t>(value));
        else
            bind_value(statement, ++at, value);
    }
};

}  // namespace detail

/// A condition on one table: an expression template. Its type is its SQL text, known when the program is
/// compiled
/// (`put` writes it); its value holds what is bound. Made by comparing columns, joined with `&&`, `||` and
/// `!`.
template <class E>
struct Condition {
    E expression;
};

namespace detail {

template <class Column, Op op, class Value>
struct Compare {
    using Table = typename Column::Table;
    Value value;
    template <class Out>
    static constexpr void put(Out& out) {
        out.put(Column::name());
        out.put(sign(op));
        out.put("?");
    }
    void bind_to(Binder& binder) const { binder(value); }
};

template <class Column, Op op, class Value>
constexpr auto compare(Value value) {
    return Condition<Compare<Column, op, Value>>{{std::move(value)}};
}

template <class Left, Op op, class Right>
struct CompareColumns {
    using Table = typename Left::Table;
    template <class Out>
    static constexpr void put(Out& out) {
        out.put(Left::name());
        out.put(sign(op));
        out.put(Right::name());
    }
    void bind_to(Binder&) const {}
};

template <class Column, bool negated>
struct IsNull {
    using Table = typename Column::Table;
    template <class Out>
    static constexpr void put(Out& out) {
        out.put(Column::name());
        out.put(negated ? " IS NOT NULL" : " IS NULL");
    }
    void bind_to(Binder&) const {}
};

template <class Column, class Value, std::size_t count>
struct In {
    using Table = typename Column::Table;
    Value values[count];
    template <class Out>
    static constexpr void put(Out& out) {
        out.put(Column::name());
        for (std::size_t i = 0; i != count; ++i)
            out.put(i == 0 ? " IN (?" : ", ?");
        out.put(")");
    }
    void bind_to(Binder& binder) const {
        for (const Value& value : values)
            binder(value);
    }
};

template <class Column, class First, class... More>
constexpr auto in(First first, More... more) {
    return Condition<In<Column, First, 1 + sizeof...(More)>>{{{std::move(first), First(std::move(more))...}}};
}

/// One of a list whose length is known when the program runs. `Values` is a span, or a vector that is owned.
template <class Column, class Values>
struct InList {
    using Table = typename Column::Table;
    Values values;
    template <class Out>
    static constexpr void put(Out& out) {
        constexpr char marked[] = {' ', 'I', 'N', ' ', '(', list_mark, ')'};
        out.put(Column::name());
        out.put(std::string_view(marked, sizeof marked));
    }
    void bind_to(Binder& binder) const {
        for (const auto& value : values)
            binder(value);
        const std::size_t parameters = list_parameters(list_class(values.size()));
        for (std::size_t i = values.size(); i < parameters; ++i)
            binder(values[values.size() - 1]);
    }
    void add_lists(std::uint64_t& lists) const { lists = lists << 4U | list_class(values.size()); }
};

/// The size classes of the lists in a condition: they are part of the statement's text.
template <class E>
std::uint64_t lists_of(const E& expression) {
    std::uint64_t lists = 0;
    if constexpr (requires { expression.add_lists(lists); }) expression.add_lists(lists);
    return lists;
}

template <class L, class R, bool all>
struct Both {
    using Table = typename L::Table;
    L left;
    R right;
    template <class Out>
    static constexpr void put(Out& out) {
        out.put("(");
        L::put(out);
        out.put(all ? " AND " : " OR ");
        R::put(out);
        out.put(")");
    }
    void bind_to(Binder& binder) const {
        left.bind_to(binder);
        right.bind_to(binder);
    }
    void add_lists(std::uint64_t& lists) const {
        if constexpr (requires { left.add_lists(lists); }) left.add_lists(lists);
        if constexpr (requires { right.add_lists(lists); }) right.add_lists(lists);
    }
};

template <class E>
struct Not {
    using Table = typename E::Table;
    E inner;
    template <class Out>
    static constexpr void put(Out& out) {
        out.put("NOT (");
        E::put(out);
        out.put(")");
    }
    void bind_to(Binder& binder) const { inner.bind_to(binder); }
    void add_lists(std::uint64_t& lists) const {
        if constexpr (requires { inner.add_lists(lists); }) inner.add_lists(lists);
    }
};

template <class Column, bool descending>
struct Order {
    using Table = typename Column::Table;
    template <class Out>
    static constexpr void put(Out& out) {
        out.put(Column::name());
        if (descending) out.put(" DESC");
    }
};

template <class T, class = void>
inline constexpr bool is_column = false;
template <class T>
inline constexpr bool is_column<T, std::void_t<typename T::Type, typename T::Table>> = true;

template <class L, class R>
inline constexpr bool same_table = std::is_same_v<typename L::Table, typename R::Table>;

template <bool all, class L, class R>
constexpr auto both(L left, R right) {
    return Condition<Both<L, R, all>>{{std::move(left), std::move(right)}};
}

}  // namespace detail

template <class L, class R>
constexpr auto operator&&(Condition<L> left, Condition<R> right) {
    static_assert(detail::same_table<L, R>, "the two conditions are on different tables");
    return detail::both<true>(std::move(left.expression), std::move(right.expression));
}
template <class L, class R>
constexpr auto operator||(Condition<L> left, Condition<R> right) {
    static_assert(detail::same_table<L, R>, "the two conditions are on different tables");
    return detail::both<false>(std::move(left.expression), std::move(right.expression));
}
template <class E>
constexpr auto operator!(Condition<E> condition) {
    return Condition<detail::Not<E>>{{std::move(condition.expression)}};
}

}  // namespace varve
