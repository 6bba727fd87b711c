#include "runtime/src/drift.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/src/names.hpp"
#include "runtime/src/rehearsal.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {

namespace {

const StructureObject* find_object(const Structure& in, const std::string& type, const std::string& name) {
    auto at = std::find_if(in.objects.begin(), in.objects.end(), [&](const StructureObject& object) {
        return object.type == type && object.name == name;
    });
    return at == in.objects.end() ? nullptr : &*at;
}

Structure without(const Structure& structure, const ForeignObjects& foreign) {
    Structure ours;
    for (const StructureObject& object : structure.objects)
        if (foreign.count({object.type, object.name}) == 0) ours.objects.push_back(object);
    return ours;
}

std::string name_foreign(const StructureObject& object) {
    if (object.type == "index" || object.type == "trigger")
        return fmt::format("unknown {} {} on {}", object.type, printable(object.name),
                           printable(object.table));
    return fmt::format("unknown {} {}", object.type, printable(object.name));
}

/// An index or a trigger whose table the revision dropped went with it; all else must stand.
void check_foreign(const Structure& now, const ForeignObjects& foreign) {
    for (const auto& [object, table] : foreign) {
        const auto& [type, name] = object;
        if (find_object(now, type, name) != nullptr) continue;
        bool dependent = type == "index" || type == "trigger";
        if (dependent && find_object(now, "table", table) == nullptr) continue;
        throw StepFailure(fmt::format("the {} `{}` is not varve's and would be lost", type, printable(name)));
    }
}

}  // namespace

DriftReport find_drift(sqlite3* db, const Chain& chain, std::size_t count) {
    Structure found = read_structure(db);
    DriftReport report;
    if (fingerprint(found) == fingerprint_at(chain, count)) return report;
    Structure expected = structure_at(chain, count);
    for (const StructureObject& object : found.objects) {
        if (find_object(expected, object.type, object.name) != nullptr) continue;
        report.foreign.emplace(std::pair(object.type, object.name), object.table);
        report.drift.foreign.push_back(name_foreign(object));
    }
    report.drift.ours = describe_difference(expected, without(found, report.foreign));
    return report;
}

void check_structure(sqlite3* db, const Chain& chain, std::size_t count, const ForeignObjects& foreign) {
    Structure found = read_structure(db);
    Structure ours = without(found, foreign);
    if (fingerprint(ours) != fingerprint_at(chain, count)) {
        std::string lines = indented(describe_difference(structure_at(chain, count), ours));
        throw StepFailure("the structure it leaves is not the one that was proved:\n" +
                          lines.substr(0, lines.empty() ? 0 : lines.size() - 1));
    }
    check_foreign(found, foreign);
}

}  // namespace varve::detail
