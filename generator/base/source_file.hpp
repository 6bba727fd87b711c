#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/span.hpp"

namespace varve::compiler {

/// One-based line and column; the column counts code points, as editors do.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

/// The text of one file and the name it is reported under. The text is what was read; nothing is normalised.
class SourceFile {
public:
    SourceFile(std::string path, std::string text);

    const std::string& path() const { return path_; }
    std::string_view text() const { return text_; }
    Position position(std::uint32_t offset) const;
    std::string_view line(std::uint32_t number) const;  ///< one-based, without its line end

private:
    std::string path_;
    std::string text_;
    std::vector<std::uint32_t> line_starts_;
};

/// The files of one run. `Span::file` is an index into it.
class SourceSet {
public:
    std::uint32_t add(std::string path, std::string text);
    const SourceFile& operator[](std::uint32_t file) const { return files_[file]; }
    std::size_t size() const { return files_.size(); }
    std::string_view text(Span span) const;

private:
    std::vector<SourceFile> files_;
};

}  // namespace varve::compiler
