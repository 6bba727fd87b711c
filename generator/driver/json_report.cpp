#include "generator/driver/json_report.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

namespace varve::compiler {

namespace {

using Json = nlohmann::ordered_json;

constexpr int document_format = 1;

Json place_of(Span span, const SourceSet& sources) {
    const SourceFile& file = sources[span.file];
    const Position begin = file.position(span.begin);
    const Position end = file.position(std::max(span.begin, span.end));
    return {{"file", file.path()},
            {"line", begin.line},
            {"column", begin.column},
            {"end", {{"line", end.line}, {"column", end.column}}}};
}

Json json_of(const Diagnostic& diagnostic, const SourceSet& sources) {
    Json out{{"id", id_of(diagnostic.kind)},
             {"name", name_of(diagnostic.kind)},
             {"severity", diagnostic.severity == Severity::error ? "error" : "warning"},
             {"message", diagnostic.message}};
    out.update(place_of(diagnostic.span, sources));
    out["labels"] = Json::array();
    for (const Label& label : diagnostic.labels) {
        Json note{{"message", label.message}};
        note.update(place_of(label.span, sources));
        out["labels"].push_back(std::move(note));
    }
    out["help"] = diagnostic.help;
    return out;
}

}  // namespace

void JsonReport::add(const DiagnosticSink& sink, const SourceSet& sources) {
    std::vector<const Diagnostic*> sorted;
    for (const Diagnostic& diagnostic : sink.diagnostics())
        sorted.push_back(&diagnostic);
    std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic* a, const Diagnostic* b) {
        return std::tie(a->span.file, a->span.begin) < std::tie(b->span.file, b->span.begin);
    });
    for (const Diagnostic* diagnostic : sorted)
        diagnostics_.push_back(json_of(*diagnostic, sources));
}

void JsonReport::add(const Explanation& explanation) {
    explanations_.push_back({{"id", id_of(explanation.kind)},
                             {"name", name_of(explanation.kind)},
                             {"summary", summary_of(explanation.kind)},
                             {"what", explanation.what},
                             {"example", explanation.example},
                             {"way_out", explanation.way_out}});
}

void JsonReport::add(const std::vector<Reason>& reasons) {
    for (const Reason& reason : reasons)
        plan_.push_back({{"table", reason.table},
                         {"changes", reason.changes},
                         {"way", reason.way},
                         {"why", reason.why},
                         {"cost", reason.cost.substr(0, reason.cost.find(':'))},
                         {"cost_words", reason.cost},
                         {"cheaper", reason.cheaper}});
}

std::string JsonReport::document(std::string_view command, int exit_code, const std::string& output,
                                 const std::string& messages) const {
    Json out{{"format", document_format},   {"command", command}, {"exit", exit_code},
             {"diagnostics", diagnostics_}, {"output", output},   {"messages", messages}};
    if (!explanations_.empty()) out["explanations"] = explanations_;
    if (!plan_.empty()) out["plan"] = plan_;
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace varve::compiler
