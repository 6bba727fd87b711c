#pragma once

#include <string_view>

namespace varve::compiler {

/// Whether generated code can name nothing so: the keywords of C++20, the words that later standards reserve,
/// the namespaces that it stands on, and macros that stand in every system's headers.
bool is_cpp_word(std::string_view word);

/// Identifiers joined by `::`, none of them a word of C++.
bool is_cpp_namespace(std::string_view text);

/// What may name a type: identifiers joined by `::`, with arguments in `<…>`, or words as `unsigned long`. No
/// pointers, references or `const`: a column holds values.
bool is_cpp_type(std::string_view text);

/// What may stand behind `#include`, with or without its `<…>`.
bool is_cpp_header(std::string_view text);

}  // namespace varve::compiler
