#pragma once

#include <string>
#include <string_view>

namespace varve::compiler {

/// The name of a revision with this message: "Add phone to users!" gives `add_phone_to_users`. Latin letters
/// lose their marks, other scripts are left out; `revision` where nothing remains.
std::string slug_of(std::string_view message);

}  // namespace varve::compiler
