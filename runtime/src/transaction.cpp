#include <varve/transaction.hpp>

#include <sqlite3.h>

#include <varve/database.hpp>
#include <varve/error.hpp>

#include "runtime/src/session.hpp"

namespace varve {
namespace detail {

Scope::Scope(Pool& pool, Kind kind)
    : pool_(&pool), session_(kind == Kind::write ? &pool.lease_writer() : &pool.lease_reader()) {
    OpenSession& session = open_session(*session_);
    try {
        if (kind == Kind::read) {
            session.begin_read();
        } else {
            session.begin_write();
            if (session.schema_moved()) {
                pool.refuse_if_superseded(session);
                session.schema_is_ours();
            }
        }
    } catch (...) {
        session.roll_back();
        pool.give_back(session);
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
                    "a row, a range or a blob's handle is still alive at its transaction's end: keep a copy "
                    "(`std::optional<Row>`, `read_all()`) instead");
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
