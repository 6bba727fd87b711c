#pragma once

#include <string>
#include <string_view>

namespace varve::compiler::sqlite {

/// A piece of SQL with its line breaks and comments, so that it can stand in a schema file: what SQLite takes
/// for a comment and varve for something else (`--@`, a conflict marker, bytes that are no UTF-8) is defused.
std::string as_written(std::string_view sql);

/// What the comments of a gap between two tokens say, without their signs: lines joined by '\n'.
std::string comment_text(std::string_view gap);

/// Whether a quoted text can hold it: one line of UTF-8, and not empty.
bool fits_quotes(std::string_view name);

/// Whether a schema file can hold these bytes without a change.
bool fits_file(std::string_view sql);

}  // namespace varve::compiler::sqlite
