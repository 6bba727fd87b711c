#pragma once

#include <string>
#include <vector>

namespace varve::compiler {

/// Files of a chain's folder that new drafts begin with; neither has to be there.
inline constexpr const char* up_template_name = "up.template.sql";
inline constexpr const char* down_template_name = "down.template.sql";

/// What a template can ask for by `${name}`.
struct TemplateValues {
    std::string message;
    std::string name;    ///< of the revision: "add_phone"
    std::string schema;  ///< the schema's name
    std::string date;    ///< UTC, "2026-11-20"
    std::string sql;     ///< what varve would write without a template
};

/// The text with every `${…}` replaced. Names that are not known are given back and stay as they are; a
/// template without `${sql}` has it at its end.
std::string fill_template(std::string text, const TemplateValues& values, std::vector<std::string>& unknown);

/// Today, in UTC.
std::string today_in_words();

}  // namespace varve::compiler
