#include "generator/history/move_sql.hpp"

#include <optional>
#include <utility>

#include "generator/history/diff.hpp"
#include "generator/history/merge_lists.hpp"
#include "generator/history/plan.hpp"
#include "generator/history/written_renames.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

/// Nothing where the schemas alone do not say how: a value was filled in, a type converted.
std::optional<Plan> plan_of(const Schema& before, const Schema& after, const std::string& up) {
    DiagnosticSink quiet;
    const Schema hinted = with_written_renames(after, before, up);
    const Changes changes = diff(before, hinted, quiet);
    if (quiet.has_errors()) return std::nullopt;
    Plan planned = plan(before, hinted, changes, quiet);
    if (quiet.has_errors()) return std::nullopt;
    return planned;
}

std::string moved(const std::string& written, const std::string& planned, const std::string& anew) {
    const std::string old_form = detail::normalise_sql(planned);
    if (old_form == detail::normalise_sql(anew)) return written;
    if (old_form == detail::normalise_sql(written)) return anew;
    return merge_texts(planned, written, anew).value_or(written);
}

/// The message is the first comment of an up.sql, planned or not.
std::string first_comment(const std::string& text) {
    if (text.substr(0, 2) != "--" || text.substr(0, 3) == "--@") return {};
    return text.substr(0, text.find('\n')) + '\n';
}

}  // namespace

StepTexts move_sql(const StepTexts& written, const Schema& before, const Schema& after, const Schema& onto,
                   const Schema& merged) {
    const std::string up = detail::normalise_sql(written.up);
    const std::optional<Plan> planned = plan_of(before, after, up);
    const std::optional<Plan> anew = plan_of(onto, merged, up);
    if (!planned || !anew) return written;
    const std::string message = first_comment(written.up);
    return {moved(written.up, message + planned->up, message + anew->up),
            moved(written.down, planned->down, anew->down)};
}

}  // namespace varve::compiler
