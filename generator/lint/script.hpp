#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/lint/revision.hpp"
#include "generator/lint/tokens.hpp"
#include "runtime/src/directive.hpp"

namespace varve::compiler {

/// How the copy of a table that is rebuilt is named.
inline constexpr std::string_view copy_prefix = "varve_new_";

/// One statement or directive of an up.sql, as it was written.
struct ScriptStep {
    bool directive = false;
    Span span;
    Tokens tokens;  ///< of a directive those behind its `--@`
    StepEffect effect;
    std::optional<detail::Alteration> alteration;
    std::size_t text_begin = 0;  ///< of the tokens, in the file

    Span place(std::size_t token) const;
    /// Whether it fills the copy of a table that is rebuilt.
    bool fills_copy() const;
    /// "users" for a directive `rebuild users`, folded; "" for any other step.
    std::string rebuilt() const;
};

/// An up.sql and what lies on both sides of it, for the rules.
class RevisionScript {
public:
    explicit RevisionScript(const RevisionSubject& subject);

    const RevisionSubject& subject() const { return subject_; }
    const std::vector<ScriptStep>& steps() const { return steps_; }

    /// Where it is decided what becomes of a table, or a column of it: a `--@ lose` that names it, its ALTER,
    /// its rebuild, what else names it, the first step.
    Span place_of(const std::string& table, const std::string& column = {}) const;

private:
    bool loses(const ScriptStep& step, const std::string& table, const std::string& column) const;

    const RevisionSubject& subject_;
    std::vector<ScriptStep> steps_;
};

/// By its name, letter case aside; null where there is none.
const Table* table_named(const Schema& schema, const std::string& folded);

}  // namespace varve::compiler
