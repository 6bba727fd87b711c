#include "runtime/src/trigger_event.hpp"

#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"

namespace varve::detail {

TriggerEvent read_trigger_event(std::string_view sql) {
    TriggerEvent event;
    std::vector<std::string_view> texts = token_texts(sql);
    std::size_t at = 0;
    // None of the three can be a bare name, so the first that stands there is the event.
    for (; at != texts.size(); ++at) {
        std::string word = fold(texts[at]);
        if (word == "insert" || word == "update" || word == "delete") break;
    }
    if (at == texts.size()) return event;
    std::string word = fold(texts[at]);
    if (word == "delete") event.kind = TriggerEvent::Kind::remove;
    if (word != "update") return event;
    event.kind = TriggerEvent::Kind::update;
    if (at + 1 == texts.size() || fold(texts[at + 1]) != "of") return event;
    for (at += 2; at < texts.size() && fold(texts[at]) != "on"; ++at)
        if (texts[at] != ",") event.columns.push_back(unquote(texts[at]));
    return event;
}

}  // namespace varve::detail
