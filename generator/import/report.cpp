#include "generator/import/report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace varve::compiler {
namespace {

std::string removals(const std::vector<ReplayedStep>& steps, const SourceSet& sources) {
    std::string lines;
    for (const ReplayedStep& step : steps)
        for (const Removal& removal : step.removals) {
            const SourceFile& file = sources[removal.span.file];
            lines += fmt::format("  {}:{}: `{}`: {}\n", file.path(), file.position(removal.span.begin).line,
                                 removal.statement, removal.remark);
        }
    return lines.empty() ? lines : "taken out:\n" + lines;
}

std::string losses(const std::vector<ReplayedStep>& steps) {
    std::string lines;
    for (const ReplayedStep& step : steps)
        if (!step.losses.empty())
            lines += fmt::format("  {}: {}\n", step.old.title, fmt::join(step.losses.names(), " "));
    return lines.empty() ? lines : "declared lost by the way up (`--@ lose …`):\n" + lines;
}

std::string proofs(const std::vector<ReplayedStep>& steps) {
    std::string lines;
    for (const ReplayedStep& step : steps)
        if (!step.proof.empty()) lines += fmt::format("  {}\n", step.old.title);
    return lines.empty()
               ? lines
               : "proved with rows of a proof.sql, because their own collide with generated ones:\n" + lines;
}

std::string doubts(const std::vector<ReplayedStep>& steps) {
    std::string lines;
    for (const ReplayedStep& step : steps)
        if (!step.doubt.empty()) lines += fmt::format("  {}: {}\n", step.old.title, step.doubt);
    return lines.empty()
               ? lines
               : "proved on rows that fit only, because others that the schema before allows fail:\n" + lines;
}

/// The lines of a reason, each as far in as the first.
std::string indented(const std::string& text) {
    std::string out = "    ";
    for (const char c : text) {
        out += c;
        if (c == '\n') out += "    ";
    }
    return out + '\n';
}

std::string wrong_downs(const std::vector<ReplayedStep>& steps) {
    std::string lines;
    for (const ReplayedStep& step : steps) {
        if (step.down.fate != DownFate::wrong) continue;
        lines += fmt::format("  {}:\n", step.old.title);
        for (const std::string& fault : step.down.faults)
            lines += indented(fault);
    }
    return lines.empty() ? lines : "wrong ways down, left out (`--@ grade none`):\n" + lines;
}

std::string downs(const std::vector<ReplayedStep>& steps) {
    const auto count = [&](auto which) { return std::count_if(steps.begin(), steps.end(), which); };
    const auto has = [](DownFate fate) {
        return [fate](const ReplayedStep& step) { return step.down.fate == fate; };
    };
    const auto losing = count([](const ReplayedStep& step) {
        return step.down.fate == DownFate::good && !step.down.losses.empty();
    });
    const auto good = count(has(DownFate::good));
    return fmt::format("ways down: {} proved ({} exact, {} losing what they name), {} wrong, {} missing\n",
                       good, good - losing, losing, count(has(DownFate::wrong)),
                       count(has(DownFate::missing)));
}

}  // namespace

std::string import_report(const OldChain& chain, const std::vector<ReplayedStep>& steps,
                          const SourceSet& sources) {
    std::string report =
        fmt::format("{} step{}, {}\n", steps.size(), steps.size() == 1 ? "" : "s", describe(chain.layout));
    for (const std::string& note : chain.notes)
        report += fmt::format("note: {}\n", note);
    return report + removals(steps, sources) + losses(steps) + proofs(steps) + doubts(steps) + downs(steps) +
           wrong_downs(steps);
}

}  // namespace varve::compiler
