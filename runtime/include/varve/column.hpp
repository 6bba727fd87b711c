#pragma once

#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <varve/codec.hpp>
#include <varve/condition.hpp>
#include <varve/field.hpp>

namespace varve {
namespace detail {

/// What a condition keeps of the value it was given. A text that would end with the expression is owned
/// (a dangling bind is silent and reads freed memory); literals, views and named strings are looked at in
/// place.
template <class V, class A>
constexpr auto kept(A&& argument) {
    using D = std::decay_t<A>;
    constexpr bool array = std::is_array_v<std::remove_reference_t<A>>;
    constexpr bool passing = std::is_same_v<D, std::string> && !std::is_lvalue_reference_v<A>;
    constexpr bool pointer = std::is_same_v<D, const char*> || std::is_same_v<D, char*>;
    if constexpr (!std::is_same_v<V, std::string_view>)
        return take<V>(std::forward<A>(argument));
    else if constexpr (passing || (pointer && !array))
        return std::string(std::forward<A>(argument));
    else
        return take<std::string_view>(argument);
}

template <class A>
inline constexpr bool is_null = std::is_same_v<std::decay_t<A>, std::nullopt_t>;

/// Whether a column of table `C` whose values are `V` is compared with an `A`: a value, or a column like it.
template <class C, class V, class A, class = void>
inline constexpr bool comparable = is_null<A> || (!is_optional<std::decay_t<A>> && takes<V, A>());
template <class C, class V, class A>
inline constexpr bool comparable<C, V, A, std::void_t<typename std::decay_t<A>::Table>> =
    std::is_same_v<typename std::decay_t<A>::Table, C>&& std::is_same_v<typename std::decay_t<A>::Type, V>;

/// Whether the elements of a list are bound as they are: a value of one's own type is stored by its codec
/// alone.
template <class V, class Element>
inline constexpr bool is_element = takes<V, Element>() &&
                                   (!has_codec<V> || std::is_same_v<std::remove_cvref_t<Element>, V>);

template <class V>
constexpr bool is_text() {
    if constexpr (has_codec<V>)
        return std::is_same_v<typename codec<V>::Storage, std::string_view>;
    else
        return std::is_same_v<V, std::string_view>;
}

/// Whether the one argument is a list of values that the column takes.
template <class V, class... A>
inline constexpr bool is_list = false;
template <class V, class A>
inline constexpr bool is_list<V, A> = !takes<V, A>() && requires(const A& list) {
    list.size();
    requires is_element<V, decltype(*list.data())>;
};

template <class Column, class A>
auto in_list(A&& list) {
    using Element = std::remove_cvref_t<decltype(*list.data())>;
    using Viewed = std::span<const Element>;
    constexpr bool owned =
        std::is_same_v<std::decay_t<A>, std::vector<Element>> && !std::is_lvalue_reference_v<A>;
    if constexpr (owned)
        return Condition<InList<Column, std::vector<Element>>>{{std::move(list)}};
    else
        return Condition<InList<Column, Viewed>>{{Viewed(list.data(), list.size())}};
}

}  // namespace detail

/// A column in conditions and orders. `Columns` names its table, `V` is the type of its values as they are
/// read.
template <class Columns, int Index, class V>
struct Column {
    static constexpr std::string_view name() { return Columns::varve_names[Index]; }
    using Table = Columns;
    using Type = V;

    constexpr detail::Order<Column, false> asc() const { return {}; }
    constexpr detail::Order<Column, true> desc() const { return {}; }
    constexpr auto is_null() const { return Condition<detail::IsNull<Column, false>>{}; }
    constexpr auto is_not_null() const { return Condition<detail::IsNull<Column, true>>{}; }

    /// SQL's LIKE: `%` any text, `_` one character, case-insensitive for ASCII.
    template <class A>
    constexpr auto like(A&& pattern) const {
        static_assert(detail::is_text<V>(), "`like` takes a text column");
        return detail::compare<Column, detail::Op::like>(
            detail::kept<std::string_view>(std::forward<A>(pattern)));
    }

    /// One of the values given here, or one of a vector, an array or a span. A vector that is passed on is
    /// owned, a named one is looked at in place; at most 16,384 values.
    template <class... A>
    constexpr auto in(A&&... values) const {
        if constexpr (detail::is_list<V, A...>) {
            return detail::in_list<Column>(std::forward<A>(values)...);
        } else {
            static_assert((detail::comparable<Columns, V, A> && ...),
                          "`in` takes values of the column's type");
            return detail::in<Column>(detail::kept<V>(std::forward<A>(values))...);
        }
    }

    template <class A>
    constexpr auto operator=(A&&) const {
        static_assert(detail::never<A>, "`=` assigns: compare with `==`");
        return Condition<detail::IsNull<Column, false>>{};
    }
    Column& operator=(const Column&) = delete;
    constexpr Column() = default;
    constexpr Column(const Column&) = default;
};

namespace detail {

/// After a refusal any condition does: one error is enough.
template <Op op, class C, int I, class V, class A>
constexpr auto compared(Column<C, I, V>, A&& a) {
    using D = std::decay_t<A>;
    if constexpr (is_null<A> || !comparable<C, V, A>)
        return Condition<IsNull<Column<C, I, V>, false>>{};
    else if constexpr (is_column<D>)
        return Condition<CompareColumns<Column<C, I, V>, op, D>>{};
    else
        return compare<Column<C, I, V>, op>(kept<V>(std::forward<A>(a)));
}

}  // namespace detail

template <class C, int I, class V, class A>
constexpr auto operator==(Column<C, I, V> column, A&& value) {
    static_assert(!detail::is_null<A>, "nothing equals NULL in SQL: ask `is_null()`");
    static_assert(detail::comparable<C, V, A>, "a column is compared with a value of another type");
    return detail::compared<detail::Op::equal>(column, std::forward<A>(value));
}
template <class C, int I, class V, class A>
constexpr auto operator!=(Column<C, I, V> column, A&& value) {
    static_assert(!detail::is_null<A>, "nothing equals NULL in SQL: ask `is_null()`");
    static_assert(detail::comparable<C, V, A>, "a column is compared with a value of another type");
    return detail::compared<detail::Op::unequal>(column, std::forward<A>(value));
}
template <class C, int I, class V, class A>
constexpr auto operator<(Column<C, I, V> column, A&& value) {
    static_assert(detail::comparable<C, V, A>, "a column is compared with a value of another type");
    return detail::compared<detail::Op::less>(column, std::forward<A>(value));
}
template <class C, int I, class V, class A>
constexpr auto operator<=(Column<C, I, V> column, A&& value) {
    static_assert(detail::comparable<C, V, A>, "a column is compared with a value of another type");
    return detail::compared<detail::Op::less_equal>(column, std::forward<A>(value));
}
template <class C, int I, class V, class A>
constexpr auto operator>(Column<C, I, V> column, A&& value) {
    static_assert(detail::comparable<C, V, A>, "a column is compared with a value of another type");
    return detail::compared<detail::Op::greater>(column, std::forward<A>(value));
}
template <class C, int I, class V, class A>
constexpr auto operator>=(Column<C, I, V> column, A&& value) {
    static_assert(detail::comparable<C, V, A>, "a column is compared with a value of another type");
    return detail::compared<detail::Op::greater_equal>(column, std::forward<A>(value));
}

}  // namespace varve
