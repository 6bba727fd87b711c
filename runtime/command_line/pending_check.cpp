#include "runtime/command_line/pending_check.hpp"

#include <fmt/format.h>

#include <ostream>

#include "runtime/command_line/printable_lines.hpp"
#include "runtime/src/disk_need.hpp"
#include "runtime/src/preflight.hpp"

namespace varve::detail {

void print_pending(const PreflightReport& report, std::ostream& out) {
    for (const Offence& offence : report.offences)
        out << printable_lines(fmt::format("stands against {}: {}", offence.revision, describe(offence)))
            << '\n';
    for (const DiskNeed& need : report.disk)
        out << printable_lines(fmt::format("no room for {}: {}", need.revision, describe(need))) << '\n';
    for (const std::string& revision : report.waiting)
        out << printable_lines(fmt::format("asked only when those before it have run: {}", revision)) << '\n';
    if (report.offences.empty() && report.disk.empty())
        out << "nothing that was found stands against an upgrade\n";
}

nlohmann::ordered_json pending_in_json(const PreflightReport& report) {
    nlohmann::ordered_json json;
    json["offences"] = nlohmann::ordered_json::array();
    for (const Offence& offence : report.offences)
        json["offences"].push_back({{"revision", offence.revision},
                                    {"table", offence.table},
                                    {"what", offence.what},
                                    {"rows", offence.rows},
                                    {"key", offence.key},
                                    {"keys", offence.keys}});
    json["room"] = nlohmann::ordered_json::array();
    for (const DiskNeed& need : report.disk)
        json["room"].push_back({{"revision", need.revision}, {"needed", need.needed}, {"free", need.free}});
    json["waiting"] = report.waiting;
    return json;
}

}  // namespace varve::detail
