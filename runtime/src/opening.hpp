#pragma once

#include <string_view>

#include <varve/connection.hpp>
#include <varve/migrate.hpp>

namespace varve::detail {

/// Opens the database and brings it to `target`, as upgrade() does. The file gets its journal mode only when
/// that is done, so that a refusal leaves every byte of it; and what no new database could be is refused
/// before one is made. A file made for a chain whose first step then fails stays, empty: another process may
/// have opened it by then.
Connection open_upgraded(const ConnectionOptions& options, const Chain& chain, const MigrateOptions& migrate,
                         std::string_view target, MigrateResult& result);

}  // namespace varve::detail
