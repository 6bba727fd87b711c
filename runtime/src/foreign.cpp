#include "runtime/src/foreign.hpp"

#include <algorithm>
#include <string_view>

#include "runtime/src/catalog.hpp"

namespace varve::detail {

namespace {

bool matches(std::string_view pattern, const std::string& name) {
    const bool open = !pattern.empty() && pattern.back() == '*';
    if (!open) return fold(pattern) == fold(name);
    pattern.remove_suffix(1);
    return fold(name.substr(0, pattern.size())) == fold(pattern);
}

bool is_named(const Chain& chain, const std::string& type, const std::string& name) {
    return std::any_of(
        chain.unmanaged, chain.unmanaged + chain.unmanaged_count,
        [&](const UnmanagedObject& each) { return each.type == type && matches(each.name, name); });
}

}  // namespace

const StructureObject* find_object(const Structure& in, const std::string& type, const std::string& name) {
    auto at = std::find_if(in.objects.begin(), in.objects.end(), [&](const StructureObject& object) {
        return object.type == type && object.name == name;
    });
    return at == in.objects.end() ? nullptr : &*at;
}

bool is_unmanaged(const Chain& chain, const StructureObject& object) {
    if (is_named(chain, object.type, object.name)) return true;
    const bool stands_on_another = object.type == "index" || object.type == "trigger";
    return stands_on_another &&
           (is_named(chain, "table", object.table) || is_named(chain, "view", object.table));
}

ForeignObjects unmanaged_in(const Chain& chain, const Structure& found, const Structure& expected) {
    ForeignObjects foreign;
    for (const StructureObject& object : found.objects) {
        if (find_object(expected, object.type, object.name) != nullptr) continue;
        if (is_unmanaged(chain, object)) foreign.emplace(std::pair(object.type, object.name), object.table);
    }
    return foreign;
}

Structure without(const Structure& structure, const ForeignObjects& foreign) {
    Structure ours;
    for (const StructureObject& object : structure.objects)
        if (foreign.count({object.type, object.name}) == 0) ours.objects.push_back(object);
    return ours;
}

}  // namespace varve::detail
