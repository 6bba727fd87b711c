#pragma once

#include <map>
#include <string>
#include <utility>

#include <varve/chain.hpp>

#include "runtime/src/structure.hpp"

namespace varve::detail {

/// Objects that are not varve's, by type and name, with the table each stands on: kept through every
/// migration, compared with nothing.
using ForeignObjects = std::map<std::pair<std::string, std::string>, std::string>;

const StructureObject* find_object(const Structure& in, const std::string& type, const std::string& name);

/// Whether the chain calls it unmanaged, or the table that it stands on.
bool is_unmanaged(const Chain& chain, const StructureObject& object);

/// What the chain calls unmanaged. What `expected` holds is ours, whatever a pattern says.
ForeignObjects unmanaged_in(const Chain& chain, const Structure& found, const Structure& expected);

Structure without(const Structure& structure, const ForeignObjects& foreign);

}  // namespace varve::detail
