#pragma once

#include <cstdint>

namespace varve::compiler {

/// A half-open range of bytes in one source file. Lines and columns exist only when something is printed
/// (the habit is Cap'n Proto's, compiler/error-reporter.h).
struct Span {
    std::uint32_t file = 0;   ///< index into the SourceSet
    std::uint32_t begin = 0;  ///< byte offset of the first byte
    std::uint32_t end = 0;    ///< byte offset past the last byte

    bool operator==(const Span&) const = default;
};

/// The smallest span that holds both; they must be of one file.
constexpr Span join(Span first, Span last) { return {first.file, first.begin, last.end}; }

}  // namespace varve::compiler
