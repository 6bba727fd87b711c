#pragma once

#include <string>

struct sqlite3;

namespace varve::compiler::sqlite {

/// Gives the tokenizers of SQLite's own full-text searches another name: FTS5's `unicode61`, and FTS3's
/// `simple`, as far as the linked SQLite has them. True when one of them took it.
bool register_tokenizer(sqlite3* db, const std::string& name);

}  // namespace varve::compiler::sqlite
