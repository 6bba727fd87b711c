#include <fmt/format.h>

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
    return resolve_target(chain, text, [&] { return from; });
}

struct Way {
    Place from;
    Place to;
};

/// `a:b`, or one revision from `otherwise` on.
Way way_of(const Chain& chain, std::string_view text, Place otherwise) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return {otherwise, resolve(chain, text, otherwise)};
    const std::string_view left = text.substr(0, colon);
    const Place from = left.empty() ? otherwise : resolve(chain, left, otherwise);
    const std::string_view right = text.substr(colon + 1);
    return {from, right.empty() ? from : resolve(chain, right, from)};
}

int print(const Chain& chain, const Way& way, const CommandOptions& options, std::ostream& out) {
    ConnectionOptions scratch;
    scratch.path = ":memory:";
    scratch.configure = options.configure;
    scratch.configure_context = options.configure_context;
    // Of a line whose revisions were superseded, the newest ways.
    const Line newest(chain);
    const Chain& line = newest.chain().count == chain.count ? newest.chain() : chain;
    out << offline_script(line, way.from, way.to, options.allow_loss, scratch);
    return exit_done;
}

[[noreturn]] void refuse_direction(const Chain& chain, const Way& way, std::string_view other) {
    throw CommandError(exit_usage,
                       fmt::format("{} is {} {}: `{}` goes that way", name_at(chain, way.to),
                                   way.to > way.from ? "above" : "below", name_at(chain, way.from), other));
}

}  // namespace

int upgrade_script_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    if (chain.count == 0) throw CommandError(exit_failed, why_empty(options));
    const Way way = way_of(chain, options.target, 0);
    if (way.to < way.from) refuse_direction(chain, way, "downgrade");
    return print(chain, way, options, out);
}

int downgrade_script_command(const Chain& chain, const CommandOptions& options, std::ostream& out) {
    if (chain.count == 0) throw CommandError(exit_failed, why_empty(options));
    const Way way = way_of(chain, options.target.empty() ? "-1" : options.target, chain.count);
    if (way.to > way.from) refuse_direction(chain, way, "upgrade");
    return print(chain, way, options, out);
}

}  // namespace varve::detail
