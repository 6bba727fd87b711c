#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/history/verify.hpp"

namespace varve::compiler::test {

Column column(std::string name, TypeKind kind, bool nullable = false);

/// A table with an `id int64 primary key` before the columns.
Table table(std::string name, std::vector<Column> columns = {});

Schema schema(std::vector<Table> tables);

/// CREATE statements for all of a schema.
std::string create_all(const Schema& schema);

/// A revision of normalised texts; its snapshot text is made from its tables' and columns' names.
RevisionSource revision(std::string number, std::string name, std::string_view up, std::string_view down,
                        Schema schema);

/// A draft directory.
RevisionSource draft(std::string name, std::string_view up, std::string_view down, Schema schema);

struct FrozenChain {
    Lock lock;
    std::vector<RevisionSource> revisions;
};

/// Stamps the revisions one behind the other and records them.
FrozenChain frozen(std::vector<RevisionSource> revisions);

/// users; users.phone added; posts added: three frozen revisions.
FrozenChain small_chain();

/// The chain behind `verify`, which must find nothing.
VerifiedChain verified(FrozenChain chain);

/// "V0411: message" and its help, one a line each, in the order of report.
std::string told(const DiagnosticSink& sink);

}  // namespace varve::compiler::test
