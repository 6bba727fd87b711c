#include "tests/laws/schema_pairs.hpp"

#include <algorithm>

#include "generator/sqlite/prepare.hpp"
#include "tests/support/compile_text.hpp"
#include "tests/support/draft_edits.hpp"

namespace varve::compiler::testing {

namespace {

bool is_schema(const std::string& text) {
    try {
        DiagnosticSink sink;
        return sqlite::prepare(compile_file(text), sink);
    } catch (const std::runtime_error&) {
        return false;
    }
}

/// What stands in backticks.
std::vector<std::string> quoted_words(const std::string& message) {
    std::vector<std::string> words;
    for (std::size_t at = message.find('`'); at != std::string::npos; at = message.find('`', at + 1)) {
        const std::size_t end = message.find('`', at + 1);
        if (end == std::string::npos) break;
        words.push_back(message.substr(at + 1, end - at - 1));
        at = end;
    }
    return words;
}

class PairMaker {
public:
    explicit PairMaker(std::uint32_t seed) : maker_(seed) {}

    TriedPair run() {
        TriedPair pair;
        pair.foreign_keys = !maker_.chance(3);
        before_ = schema();
        pair.independent = maker_.chance(5);
        if (pair.independent)
            after_ = schema();
        else
            change();
        pair.before = before_.print();
        for (int rounds = 0; rounds != 24; ++rounds) {
            pair.after = after_.print(&before_);
            pair.outcome = try_pair(pair.before, pair.after, pair.foreign_keys);
            if (pair.outcome.kind != PairOutcome::Kind::refused || !pair.outcome.wrong.empty()) break;
            if (maker_.chance(60) || !heed(pair.outcome.refusals)) break;
        }
        return pair;
    }

private:
    DraftSchema schema() {
        for (;;) {
            DraftSchema made = maker_.schema();
            if (is_schema(made.print())) return made;
        }
    }

    void change() {
        after_ = before_;
        for (std::size_t left = 1 + maker_.below(6), tries = 0; left != 0 && tries != 30; ++tries) {
            DraftSchema changed = after_;
            edit(maker_, changed);
            if (changed.tables.empty() || !is_schema(changed.print())) continue;
            after_ = std::move(changed);
            --left;
        }
    }

    bool heed(const std::vector<Diagnostic>& refusals) {
        bool heeded = false;
        for (const Diagnostic& refusal : refusals)
            if (refusal.severity == Severity::error) heeded = heed(refusal) || heeded;
        return heeded;
    }

    bool heed(const Diagnostic& refusal) {
        const std::vector<std::string> words = quoted_words(refusal.message);
        if (words.empty()) return false;
        switch (refusal.kind) {
            case DiagnosticKind::undeclared_rename:
                return declare(refusal.message, words);
            case DiagnosticKind::no_value_for_rows:
            case DiagnosticKind::nulls_without_fill:
                return hint(words[0], " fill ", false);
            case DiagnosticKind::lossy_type_change:
                return hint(words[0], " convert ", true);
            case DiagnosticKind::removed_enum_value:
                return map(words);
            default:
                return false;
        }
    }

    DraftTable* table(const std::string& name) {
        for (DraftTable& each : after_.tables)
            if (each.name == name) return &each;
        return nullptr;
    }

    DraftColumn* column(const std::string& path) {
        for (DraftTable& each : after_.tables)
            for (DraftColumn& column : each.columns)
                if (each.name + "." + column.name == path) return &column;
        return nullptr;
    }

    std::string value_for(const DraftColumn& column, bool converts) {
        std::string value = value_of_type(column.type);
        for (const DraftEnum& values : after_.enums)
            if (values.name == column.type)
                value = values.values[0].name == "it's" ? "('it''s')" : "('" + values.values[0].name + "')";
        if (!converts || maker_.chance(2)) return value;
        const std::string name = mark(column.id);
        if (column.type == "int64" || column.type == "timestamp")
            return "(coalesce(length(" + name + "), 0))";
        if (column.type == "text") return "(coalesce('x' || " + name + ", 'x'))";
        return value;
    }

    bool hint(const std::string& path, const std::string& word, bool converts) {
        DraftColumn* found = column(path);
        if (found == nullptr || found->hints.find(word) != std::string::npos) return false;
        const std::string value = value_for(*found, converts);
        if (!value.empty()) found->hints += word + value;
        return !value.empty();
    }

    bool declare(const std::string& message, const std::vector<std::string>& words) {
        if (words.size() < 2) return false;
        const std::string gone = words[1].substr(words[1].rfind('.') + 1);
        if (message.rfind("table", 0) == 0) {
            DraftTable* found = table(words[0]);
            if (found != nullptr) found->hints = " was " + written_name(words[1]);
            return found != nullptr;
        }
        if (message.rfind("index", 0) == 0) {
            for (DraftTable& each : after_.tables)
                for (DraftIndex& index : each.indexes)
                    if (each.name + "." + index.name == words[0])
                        return index.body += " was " + written_name(gone), true;
            return false;
        }
        if (maker_.chance(2)) return hint(words[0], " fill ", false);
        DraftColumn* found = column(words[0]);
        if (found == nullptr || found->hints.find(" was ") != std::string::npos) return false;
        found->hints = " was " + written_name(gone) + found->hints;
        return true;
    }

    bool map(const std::vector<std::string>& words) {
        for (DraftEnum& values : after_.enums)
            if (values.name == words[0] && words.size() > 1)
                return values.map += (values.map.empty() ? "" : ", ") + written_name(words[1]) + " -> " +
                                     written_name(values.values[0].name),
                       true;
        return false;
    }

    DraftMaker maker_;
    DraftSchema before_;
    DraftSchema after_;
};

}  // namespace

TriedPair random_pair(std::uint32_t seed) {
    return PairMaker(seed).run();
}

}  // namespace varve::compiler::testing
