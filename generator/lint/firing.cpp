#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "generator/lint/revision_rules.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/trigger_event.hpp"

namespace varve::compiler::lint_rules {

namespace {

using Event = detail::TriggerEvent;

struct Armed {
    std::string table;
    Event event;
};

/// Walks through the script with the triggers that exist at each of its steps.
class Firing {
public:
    Firing(const RevisionScript& script, DiagnosticSink& sink) : script_(script), sink_(sink) {
        for (const Trigger& trigger : script.subject().before.triggers)
            arm(trigger.name, trigger.table,
                detail::read_trigger_event("CREATE TRIGGER t " + trigger.timing_and_event + " ON t"));
    }

    void run() {
        for (const ScriptStep& step : script_.steps()) {
            if (step.directive) continue;
            if (step.tokens.is(0, "create") && step.tokens.has("trigger")) created(step);
            if (step.tokens.is(0, "drop")) dropped(step);
            if (!step.effect.verb.empty() && !step.fills_copy()) changed(step);
        }
    }

private:
    /// A search is kept by triggers, and shall be.
    bool keeps_search(const std::string& trigger) const {
        const auto& all = script_.subject().after.virtual_tables;
        return std::any_of(all.begin(), all.end(), [&](const VirtualTable& table) {
            const std::string name = detail::fold(table.name);
            return trigger == name + "_insert" || trigger == name + "_delete" || trigger == name + "_update";
        });
    }

    void arm(const std::string& name, const std::string& table, Event event) {
        if (!keeps_search(detail::fold(name)))
            armed_.insert_or_assign(detail::fold(name), Armed{detail::fold(table), std::move(event)});
    }

    void created(const ScriptStep& step) {
        const std::size_t on = step.tokens.find("on");
        const std::size_t name = step.tokens.find("trigger") + (step.tokens.has("exists") ? 4 : 1);
        const std::string text(script_.subject().sources.text(step.span));
        arm(step.tokens.name(name), step.tokens.name(on + 1), detail::read_trigger_event(text));
    }

    void dropped(const ScriptStep& step) {
        const std::string name = step.tokens.name(step.tokens.is(2, "if") ? 4 : 2);
        if (step.tokens.is(1, "trigger")) armed_.erase(name);
        if (step.tokens.is(1, "table"))
            std::erase_if(armed_, [&](const auto& each) { return each.second.table == name; });
    }

    static bool fires(const Event& event, const StepEffect& effect) {
        if (effect.verb == "delete") return event.kind == Event::Kind::remove;
        if (effect.verb != "update") return event.kind == Event::Kind::insert;
        if (event.kind != Event::Kind::update) return false;
        if (event.columns.empty() || !effect.columns) return true;
        return std::any_of(event.columns.begin(), event.columns.end(), [&](const std::string& column) {
            return std::find(effect.columns->begin(), effect.columns->end(), detail::fold(column)) !=
                   effect.columns->end();
        });
    }

    void changed(const ScriptStep& step) {
        std::vector<std::string> names;
        for (const auto& [name, trigger] : armed_)
            if (trigger.table == step.effect.table && fires(trigger.event, step.effect))
                names.push_back("`" + name + "`");
        if (names.empty()) return;
        std::string verb = step.effect.verb;
        for (char& c : verb)
            c = static_cast<char>(c - 'a' + 'A');
        sink_.warning(DiagnosticKind::trigger_fires, step.span,
                      fmt::format("this {} fires trigger {} for every row of `{}` that it touches", verb,
                                  fmt::join(names, " and "), step.effect.table),
                      {}, "drop the trigger before and create it again behind, or say why it shall fire");
    }

    const RevisionScript& script_;
    DiagnosticSink& sink_;
    std::map<std::string, Armed> armed_;
};

}  // namespace

void firing(const RevisionScript& script, DiagnosticSink& sink) {
    Firing(script, sink).run();
}

}  // namespace varve::compiler::lint_rules
