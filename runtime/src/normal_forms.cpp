#include "runtime/src/normal_forms.hpp"

#include <utility>

namespace varve::detail {
namespace {

thread_local NormalForms* used_here = nullptr;

}  // namespace

NormalForms::Use::Use(NormalForms& forms) : before_(std::exchange(used_here, &forms)) {}

NormalForms::Use::~Use() {
    used_here = before_;
}

NormalForms* NormalForms::in_use() {
    return used_here;
}

std::string NormalForms::of(std::string_view text, const std::function<std::string(std::string_view)>& make) {
    const auto known = forms_.find(text);
    if (known != forms_.end()) return known->second;
    std::string form = make(text);
    bytes_ += text.size() + form.size();
    if (bytes_ > most_bytes_) {
        forms_.clear();
        bytes_ = text.size() + form.size();
    }
    forms_.emplace(text, form);
    return form;
}

}  // namespace varve::detail
