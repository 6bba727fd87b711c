#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace varve::detail {

enum class SqlTokenKind {
    word,       ///< bare identifier or keyword
    quoted,     ///< "x", [x] or `x`
    string,     ///< 'x'
    blob,       ///< x'00'
    number,
    variable,   ///< ?1 :a @a $a
    op,         ///< operators and punctuation but the semicolon
    semicolon,
    directive,  ///< a comment that begins `--@`: the whole line without its end
    invalid,    ///< unterminated quote or comment, or a byte SQLite would not lex
};

/// One token: where it stands in the text. Comments and white space are no tokens.
struct SqlToken {
    SqlTokenKind kind;
    std::size_t begin;
    std::size_t end;
};

/// SQLite's own rules of tokens (tokenize.c), by hand, plus directives. Never fails: bad input is an `invalid` token.
std::vector<SqlToken> sql_tokens(std::string_view text);

/// Why a text cannot be normalised, and where.
struct TextProblem {
    std::size_t offset = 0;
    std::string message;
};

/// Whether a line, or a text from a line's begin, is one of git's four conflict markers: seven signs, then a label or
/// the line's end.
bool is_conflict_marker(std::string_view line);

/// Reads a file's bytes as text: a BOM is dropped, CRLF becomes LF; UTF-16, invalid UTF-8, NUL, a lone CR and conflict
/// markers are refused. Offsets are into `bytes`.
std::optional<TextProblem> read_text(std::string_view bytes, std::string& text);

/// The form that is digested and executed: tokens joined by one space, statements ended by ";\n", a directive on a
/// line of its own ("--@ rebuild users\n", its words joined by one space). Throws Error(misuse) on an invalid token.
std::string normalise_sql(std::string_view text);

/// One expression or statement without semicolon, comments and line ends gone, spaced as people write SQL:
/// `lower(a.b) || ', '`. Equal tokens give equal text, whatever their spacing was.
std::string normalise_fragment(std::string_view text);

/// The arguments of a virtual table's module, without their brackets: each as it was written but for comments, line ends
/// and runs of blanks, joined by ", ". To some modules `tokenize=porter` and `tokenize = porter` differ. Throws as
/// normalise_fragment does.
std::string normalise_module_arguments(std::string_view text);

/// A statement as SQLite is given it, and keeps it: spaced as normalise_fragment does, signs close to their numbers.
std::string written_sql(std::string_view text);

/// The form in which structures are compared: tokens joined by one space, with quoted names bare where they are plain
/// identifiers and no keywords, else in double quotes; keywords in upper case.
std::string normalise_structure(std::string_view text);

/// A statement or directive of a normalised text, in order.
struct Step {
    bool directive = false;
    std::string_view text;  ///< without semicolon; a directive without its `--@ `
};

/// Splits at semicolons that end a statement (those inside a CREATE TRIGGER body do not).
std::vector<Step> split_steps(std::string_view normalised);

bool is_sql_keyword(std::string_view word);

/// The name behind the quotes, or the word itself.
std::string unquote(std::string_view token);

}  // namespace varve::detail
