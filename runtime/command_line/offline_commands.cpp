#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/command_options.hpp"
#include "runtime/command_line/offline_script.hpp"
#include "runtime/command_line/session.hpp"
#include "runtime/src/line.hpp"

namespace varve::detail {
namespace {

/// `--sql` looks at no database, so steps are counted from a revision that is named.
Place resolve(const Chain& chain, std::string_view text, Place from) {
    if (text.find("current") != std::string_view::npos)
        throw CommandError(exit_usage,
                           "with --sql no database is looked at: name a revision instead of `current`");
    return resolve_target(chain, text, [&] { return Here(from); });
}

struct Span {
    Place from;
    Place to;
};

/// `a:b`, or one revision from `otherwise` on.
Span span_of(const Chain& chain, std::string_view text, Place otherwise) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return {otherwise, resolve(chain, text, otherwise)};
    const std::string_view left = text.substr(0, colon);
    const Place from = left.empty() ? otherwise : resolve(chain, left, otherwise);
    const std::string_view right = text.substr(colon + 1);
    return {from, right.empty() ? from : resolve(chain, right, from)};
}

int print(const Chain& chain, const Span& way, const CommandOptions& options, std::ostream& out) {
    ConnectionOptions scratch;
    scratch.path = ":memory:";
    scratch.configure = options.configure;
    scratch.configure_context = options.configure_context;
    const Graph graph(chain);
    const auto [low, high] = std::minmax(way.from, way.to);
    const Line line(chain, graph, walked_over(chain, graph, {}, low, high), high);
    out << offline_script(line.chain(), line.count_to(digest_at(chain, way.from)),
                          line.count_to(digest_at(chain, way.to)), options.allow_loss, scratch);
    return exit_done;
}

void refuse_apart(const Chain& chain, const Span& way) {
    const auto [low, high] = std::minmax(way.from, way.to);
    if (Graph(chain).leads(low, high)) return;
    throw CommandError(exit_usage,
                       fmt::format("{} and {} are on different branches: a script goes along one line",
                                   name_at(chain, way.from), name_at(chain, way.to)));
}

[[noreturn]] void refuse_direction(const Chain& chain, const Span& way, std::string_view other) {
    throw CommandError(exit_usage,
                       fmt::format("{} is {} {}: `{}` goes that way", name_at(chain, way.to),
                                   way.to > way.from ? "above" : "below", name_at(chain, way.from), other));
}

}  // namespace

int upgrade_script_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    if (chain.count == 0) throw CommandError(exit_failed, why_empty(options));
    const Span way = span_of(chain, options.target, 0);
    refuse_apart(chain, way);
    if (way.to < way.from) refuse_direction(chain, way, "downgrade");
    return print(chain, way, options, out);
}

int downgrade_script_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    if (chain.count == 0) throw CommandError(exit_failed, why_empty(options));
    const Span way =
        span_of(chain, options.target.empty() ? "-1" : options.target, resolve(chain, "head", 0));
    refuse_apart(chain, way);
    if (way.to > way.from) refuse_direction(chain, way, "upgrade");
    return print(chain, way, options, out);
}

}  // namespace varve::detail
