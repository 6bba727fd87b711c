#include "runtime/src/drift.hpp"

#include <fmt/core.h>

#include "runtime/src/mending.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/rehearsal.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {

namespace {

std::string name_foreign(std::string_view kind, const StructureObject& object) {
    if (object.type == "index" || object.type == "trigger")
        return fmt::format("{} {} {} on {}", kind, object.type, printable(object.name),
                           printable(object.table));
    return fmt::format("{} {} {}", kind, object.type, printable(object.name));
}

void add_foreign(DriftReport& report, const Chain& chain, const StructureObject& object) {
    report.foreign.emplace(std::pair(object.type, object.name), object.table);
    if (is_unmanaged(chain, object))
        report.drift.unmanaged.push_back(name_foreign("unmanaged", object));
    else
        report.drift.foreign.push_back(name_foreign("unknown", object));
}

/// An index or a trigger whose table the revision dropped went with it; all else must stand.
template <typename Has>
void check_foreign(const Has& has, const ForeignObjects& foreign) {
    for (const auto& [object, table] : foreign) {
        const auto& [type, name] = object;
        if (has(type, name)) continue;
        bool dependent = type == "index" || type == "trigger";
        if (dependent && !has("table", table)) continue;
        throw StepFailure(fmt::format("the {} `{}` is not varve's and would be lost", type, printable(name)));
    }
}

/// Those that the structure does not hold as its own.
ForeignObjects without_adopted(ForeignObjects foreign, const Structure& expected) {
    std::erase_if(foreign, [&](const auto& each) {
        return find_object(expected, each.first.first, each.first.second) != nullptr;
    });
    return foreign;
}

/// Whether the image says it all: it cannot say what differs.
bool is_at(const Chain& chain, std::size_t count, const ForeignObjects& foreign,
           const StructureImage& image) {
    if (image.fingerprint(foreign) != fingerprint_at(chain, count)) return false;
    check_foreign([&](const std::string& type, const std::string& name) { return image.has(type, name); },
                  foreign);
    return true;
}

}  // namespace

DriftReport find_drift(const Connection& connection, const Chain& chain, std::size_t count) {
    DriftReport report;
    if (read_fingerprint(connection.native_handle()) == fingerprint_at(chain, count)) return report;
    const Structure found = read_structure(connection.native_handle());
    // Most often these are all that differs, and then the structure itself need not be made.
    const Structure ours = without(found, unmanaged_in(chain, found, {}));
    const bool told = fingerprint(ours) == fingerprint_at(chain, count);
    const Structure expected = told ? ours : structure_at(connection, chain, count);
    for (const StructureObject& object : found.objects)
        if (find_object(expected, object.type, object.name) == nullptr) add_foreign(report, chain, object);
    report.drift.ours = describe_difference(expected, without(found, report.foreign));
    return report;
}

Mending mending_of(const Connection& connection, const Chain& chain, std::size_t count) {
    const Structure expected = structure_at(connection, chain, count);
    return mend(expected, read_structure(connection.native_handle()));
}

const Revision* later_of_this_structure(const Connection& connection, const Chain& chain, std::size_t count) {
    const Structure found = read_structure(connection.native_handle());
    const std::string whole = fingerprint(found);
    const std::string ours = fingerprint(without(found, unmanaged_in(chain, found, {})));
    for (std::size_t i = count; i != chain.count; ++i)
        if (const Revision& each = chain.revisions[i]; each.fingerprint == whole || each.fingerprint == ours)
            return &each;
    return nullptr;
}

bool check_structure(const Connection& connection, const Chain& chain, std::size_t count,
                     const ForeignObjects& foreign, const StructureImage* image) {
    if (image != nullptr && is_at(chain, count, foreign, *image)) return false;
    if (foreign.empty() && read_fingerprint(connection.native_handle()) == fingerprint_at(chain, count))
        return false;
    const Structure found = read_structure(connection.native_handle());
    Structure ours = without(found, foreign);
    bool adopted = false;
    if (fingerprint(ours) != fingerprint_at(chain, count)) {
        const Structure expected = structure_at(connection, chain, count);
        const ForeignObjects still = without_adopted(foreign, expected);
        adopted = still.size() != foreign.size();
        ours = without(found, still);
        ours = without(ours, unmanaged_in(chain, ours, expected));
        if (fingerprint(ours) != fingerprint_at(chain, count)) {
            const std::string lines = indented(describe_difference(expected, ours));
            throw StepFailure("the structure it leaves is not the one that was proved:\n" +
                              lines.substr(0, lines.empty() ? 0 : lines.size() - 1));
        }
    }
    check_foreign([&](const std::string& type,
                      const std::string& name) { return find_object(found, type, name) != nullptr; },
                  foreign);
    return adopted;
}

}  // namespace varve::detail
