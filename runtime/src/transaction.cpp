#include <varve/transaction.hpp>

#include <sqlite3.h>

#include <varve/database.hpp>
#include <varve/error.hpp>

#include "runtime/src/session.hpp"

namespace varve {
namespace detail {

Scope::Scope(Pool& pool, Kind kind)
    : pool_(&pool), session_(kind == Kind::write ? &pool.lease_writer() : &pool.lease_reader()), kind_(kind) {
    try {
        if (kind == Kind::write)
            open_session(*session_).begin_write();
        else
            open_session(*session_).begin_read();
    } catch (...) {
        pool.give_back(*session_);
        throw;
    }
}

Scope::~Scope() {
    if (open_) open_session(*session_).roll_back();
    pool_->give_back(*session_);
}

void Scope::finish() {
    if (session_->live != 0)
        throw Error(ErrorCode::misuse,
                    "a row or a range is still alive at its transaction's end: keep a copy "
                    "(`std::optional<Row>`) instead");
    open_session(*session_).commit();
    open_ = false;
}

}  // namespace detail

void TransactionBase::execute(std::string_view sql) {
    detail::open_session(*session_).connection().execute(sql);
    if (sqlite3_get_autocommit(session_->handle) != 0)
        throw Error(ErrorCode::misuse,
                    "the SQL given to `execute` ended the transaction: the transaction's scope does that");
}

}  // namespace varve
