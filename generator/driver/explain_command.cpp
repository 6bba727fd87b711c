#include <fmt/format.h>

#include <ostream>

#include "generator/base/explain.hpp"
#include "generator/base/suggest.hpp"
#include "generator/driver/json_report.hpp"
#include "generator/driver/tool_commands.hpp"

namespace varve::compiler {
namespace {

std::string unknown(const std::string& id) {
    std::vector<std::string_view> ids;
    for (const Explanation& each : explanations())
        ids.push_back(id_of(each.kind));
    const std::string nearest = did_you_mean(id, ids);
    return fmt::format("error: there is no diagnostic `{}`\nhelp: {}\n", id,
                       nearest.empty() ? "`varve explain --list` names them all" : nearest);
}

}  // namespace

int explain_kinds(const std::vector<std::string>& ids, bool list, Console& console) {
    if (list && console.json == nullptr) console.out << list_of_kinds();
    if (list && console.json != nullptr)
        for (const Explanation& each : explanations())
            console.json->add(each);
    if (list) return exit_done;
    if (ids.empty()) {
        console.err << "error: which diagnostic? `varve explain V0103`, or `varve explain --list`\n";
        return exit_usage;
    }
    bool known = true;
    for (const std::string& id : ids) {
        const Explanation* explanation = find_explanation(id);
        known = known && explanation != nullptr;
        if (explanation == nullptr)
            console.err << unknown(id);
        else if (console.json != nullptr)
            console.json->add(*explanation);
        else
            console.out << (&id == &ids.front() ? "" : "\n") << explain(*explanation);
    }
    return known ? exit_done : exit_failed;
}

}  // namespace varve::compiler
