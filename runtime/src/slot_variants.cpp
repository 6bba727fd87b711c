#include <sqlite3.h>

#include <string>

#include <varve/source.hpp>

#include "runtime/src/session.hpp"

namespace varve::source {

Prepared& use(Session& session, const PatchTexts& texts, std::uint64_t mask) {
    detail::OpenSession& open = detail::open_session(session);
    const detail::StatementKey key{&texts, mask};
    if (Prepared* statement = open.take(key)) return *statement;
    std::string sql(texts.head);
    if (mask == 0) sql += texts.nothing;
    for (unsigned i = 0, n = 0; i != 64; ++i) {
        if ((mask >> i & 1U) == 0) continue;
        if (n++ != 0) sql += ", ";
        sql += texts.assignments[i];
    }
    return open.add(key, sql.append(texts.tail));
}

Prepared& use(Session& session, const RowsTexts& texts, unsigned rows) {
    detail::OpenSession& open = detail::open_session(session);
    const detail::StatementKey key{&texts, rows};
    if (Prepared* statement = open.take(key)) return *statement;
    std::string sql(texts.head);
    for (unsigned i = 0; i != rows; ++i) {
        if (i != 0) sql += ", ";
        sql += texts.tuple;
    }
    return open.add(key, sql);
}

}  // namespace varve::source
