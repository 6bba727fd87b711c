#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/explain.hpp"
#include "generator/base/source_file.hpp"
#include "generator/history/plan.hpp"

namespace varve::compiler {

/// What a command says, as one document for programs (docs/formats.md, "JSON"). Commands fill it through
/// their Console instead of printing.
class JsonReport {
public:
    void add(const DiagnosticSink& sink, const SourceSet& sources);
    void add(const Explanation& explanation);
    void add(const std::vector<Reason>& reasons);

    /// `output` and `messages` are the texts that the command printed besides.
    std::string document(std::string_view command, int exit_code, const std::string& output,
                         const std::string& messages) const;

private:
    nlohmann::ordered_json diagnostics_ = nlohmann::ordered_json::array();
    nlohmann::ordered_json explanations_ = nlohmann::ordered_json::array();
    nlohmann::ordered_json plan_ = nlohmann::ordered_json::array();
};

}  // namespace varve::compiler
