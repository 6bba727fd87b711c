#include "generator/driver/revision_template.hpp"

#include <fmt/chrono.h>

#include <array>
#include <ctime>
#include <utility>

namespace varve::compiler {
namespace {

const std::string* value_of(const TemplateValues& values, std::string_view name) {
    const std::array<std::pair<std::string_view, const std::string*>, 5> known = {{
        {"message", &values.message},
        {"name", &values.name},
        {"schema", &values.schema},
        {"date", &values.date},
        {"sql", &values.sql},
    }};
    for (const auto& [word, value] : known)
        if (word == name) return value;
    return nullptr;
}

}  // namespace

std::string fill_template(std::string text, const TemplateValues& values, std::vector<std::string>& unknown) {
    if (text.find("${sql}") == std::string::npos) {
        if (!text.empty() && text.back() != '\n') text += '\n';
        text += "${sql}";
    }
    std::string filled;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = text.find("${", at);
        const std::size_t close = open == std::string::npos ? open : text.find('}', open);
        if (close == std::string::npos) return filled + text.substr(at);
        const std::string name = text.substr(open + 2, close - open - 2);
        filled += text.substr(at, open - at);
        if (const std::string* value = value_of(values, name)) {
            filled += *value;
        } else {
            unknown.push_back(name);
            filled += text.substr(open, close + 1 - open);
        }
        at = close + 1;
    }
    return filled;
}

std::string today_in_words() {
    return fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr)));
}

}  // namespace varve::compiler
