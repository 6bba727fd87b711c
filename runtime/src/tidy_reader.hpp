#pragma once

#include <varve/connection.hpp>

namespace varve::detail {

/// A connection that only reads, and leaves nothing beside the file that was not there: a write-ahead log
/// that nobody had open is read by a connection that could write, since only such a one clears it away. One
/// with something in it stays as it is, and so does what is beside a file that cannot be written.
Connection open_tidy_reader(ConnectionOptions options);

}  // namespace varve::detail
