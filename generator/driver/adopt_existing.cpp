#include "generator/driver/adopt_existing.hpp"

#include <fmt/format.h>

#include "generator/sqlite/render.hpp"
#include "runtime/src/foreign.hpp"

namespace varve::compiler {
namespace {

/// `CREATE INDEX "by_age"` becomes `CREATE INDEX IF NOT EXISTS "by_age"`, with the reason for lint; false
/// where the plan does not say it.
bool make_lenient(const detail::StructureObject& object, std::string& up) {
    std::string type = object.type;
    for (char& c : type)
        c = static_cast<char>(c - 'a' + 'A');
    const std::size_t at = up.find(type + ' ' + sqlite::quote(object.name));
    const std::size_t begin = at == std::string::npos ? at : up.rfind("CREATE ", at);
    if (begin == std::string::npos || (begin != 0 && up[begin - 1] != '\n')) return false;
    up.insert(at + type.size(), " IF NOT EXISTS");
    up.insert(begin, "-- varve: allow L212 because some databases have it already\n");
    return true;
}

std::string title(const detail::StructureObject& object) {
    return object.type + ' ' + object.name;
}

}  // namespace

Adoption adopt_existing(std::string up, const Schema& newest, const Schema& today,
                        const detail::Structure& found) {
    Adoption result{std::move(up), {}, {}};
    const detail::Structure before = sqlite::structure_of(newest);
    const detail::Structure after = sqlite::structure_of(today);
    for (const detail::StructureObject& object : after.objects) {
        const detail::StructureObject* old = detail::find_object(before, object.type, object.name);
        const detail::StructureObject* there = detail::find_object(found, object.type, object.name);
        if (there == nullptr || (old != nullptr && *old == object)) continue;
        if (old == nullptr && *there == object && make_lenient(object, result.up))
            result.adopted.push_back(title(object));
        else if (old == nullptr)
            result.in_the_way.push_back(
                title(object) +
                " is there in another form: the revision stops there, write its form into the schema");
        else if (*there == object)
            result.in_the_way.push_back(
                title(object) +
                " has its new form there already: `stamp` records the revision there, once it is frozen");
    }
    return result;
}

}  // namespace varve::compiler
