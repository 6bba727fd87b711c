#pragma once

#include <string_view>
#include <type_traits>
#include <utility>

#include <varve/row.hpp>
#include <varve/slot.hpp>

namespace varve {
namespace detail {

class Pool;

/// A leased connection inside a transaction that is rolled back unless it is ended well. On `finish` nothing
/// of the transaction may be alive: it throws `misuse` otherwise, and the end of the scope rolls back.
class Scope {
public:
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    Session& session() noexcept { return *session_; }
    void finish();

protected:
    enum class Kind { read, write };
    Scope(Pool& pool, Kind kind);
    ~Scope();

private:
    Pool* pool_;
    Session* session_;
    bool open_ = true;
};

struct ReadScope : Scope {
    explicit ReadScope(Pool& pool) : Scope(pool, Kind::read) {}
};
struct WriteScope : Scope {
    explicit WriteScope(Pool& pool) : Scope(pool, Kind::write) {}
};

/// Runs `work` inside a transaction and passes on what it returns.
template <class Scope, class Tables, class Work>
auto run(Pool& pool, Work&& work) {
    using Result = std::decay_t<decltype(work(std::declval<Tables&>()))>;
    constexpr bool escapes = std::is_base_of_v<BoundToTransaction, Result>;
    static_assert(!escapes,
                  "a row or a range does not outlive its transaction: return `std::optional<Row>`, a copy");
    if constexpr (!escapes) {
        Scope scope(pool);
        Tables tables(scope.session());
        if constexpr (std::is_void_v<Result>) {
            work(tables);
            scope.finish();
        } else {
            Result result = work(tables);
            scope.finish();
            return result;
        }
    }
}

}  // namespace detail

/// What every generated `Transaction` is besides its tables.
class TransactionBase {
public:
    /// Runs SQL of any number of statements within the transaction; rows are dropped. Throws Error; `misuse`
    /// when the SQL ended the transaction itself.
    void execute(std::string_view sql);

protected:
    explicit TransactionBase(detail::Session& session) : session_(&session) {}

private:
    detail::Session* session_;
};

}  // namespace varve
