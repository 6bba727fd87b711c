#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"

namespace varve::compiler {

/// How another tool keeps its chain in a folder.
enum class Layout : std::uint8_t {
    pairs,     ///< golang-migrate, sqlx: `0001_name.up.sql` and `0001_name.down.sql`
    folders,   ///< diesel: `2018-01-14-171611_name/up.sql` and `down.sql`
    dbmate,    ///< `20240101120000_name.sql` with `-- migrate:up` and `-- migrate:down`
    goose,     ///< `00001_name.sql` with `-- +goose Up` and `-- +goose Down`
    refinery,  ///< `V1__name.sql`, no way back
    plain,     ///< `1.sql`, `001_name.sql`, no way back
};

/// "golang-migrate (pairs of `.up.sql` and `.down.sql`)"
std::string_view describe(Layout layout);

/// A file of the folder: its path below it, with slashes, and the text that was read.
struct OldFile {
    std::string path;
    std::uint32_t source = 0;
};

/// One step: where its SQL stands in the files.
struct OldStep {
    std::string version;  ///< as its tool records it: "1", "20180114171611"
    std::string title;    ///< the file's or folder's name, without what marks it as SQL: "0001_create_users"
    std::string name;     ///< of the revision: "create_users"
    Span up;
    std::optional<Span> down;
};

struct OldChain {
    Layout layout = Layout::plain;
    std::vector<OldStep> steps;      ///< in the order in which its tool runs them
    std::vector<std::string> notes;  ///< what a reader should know: gaps, files left alone
};

/// Recognises the layout and orders the steps. A folder of two layouts, an SQL file without a place, a number
/// given twice and a step without a way up are errors.
std::optional<OldChain> read_old_chain(const std::vector<OldFile>& files, const SourceSet& sources,
                                       DiagnosticSink& sink);

}  // namespace varve::compiler
