#pragma once

#include <cstdint>
#include <utility>

#include <varve/query.hpp>

namespace varve {

/// What can be asked of any table or view; generated readers add their look-ups. A reader is a name for a
/// table within a transaction: cheap to copy, of no use after the transaction's end.
template <class Row>
class Reader {
public:
    explicit Reader(detail::Session& session) : session_(&session) {}

    Query<Row> all() const { return Query<Row>(*session_); }
    std::int64_t count() const { return all().count(); }

    template <class E>
    Query<Row, E> where(Condition<E> condition) const {
        constexpr bool ours = std::is_same_v<typename E::Table, typename Row::Columns>;
        static_assert(ours, "`where` takes a condition on columns of this table");
        return Query<Row, E>(*session_, std::move(condition.expression));
    }
    template <class... T>
    Query<Row> where(T&&...) const {
        static_assert(detail::never<Row, T...>,
                      "`where` takes one condition: compare a column with `==`, `<`, `like` …");
        return all();
    }

protected:
    detail::Session* session_;
};

namespace detail {

/// Erases the rows for which a condition holds; how many.
template <class Row, class E>
std::int64_t erase_where(Session& session, const Condition<E>& condition) {
    constexpr bool ours = std::is_same_v<typename E::Table, typename Row::Columns>;
    static_assert(ours, "`erase_where` takes a condition on columns of this table");
    using Text = TailText<E, OrderList<>, Window::none>;
    const Tail& tail = tail_of<Row, &Heads::erase, Text>;
    Binder binder{
        use(session, varve_heads(static_cast<Row*>(nullptr)), tail, lists_of(condition.expression))};
    condition.expression.bind_to(binder);
    return run_for_changes(binder.statement);
}

}  // namespace detail
}  // namespace varve
