#include <fmt/format.h>

#include <charconv>

#include "generator/base/schema_words.hpp"
#include "generator/check/context.hpp"
#include "generator/model/cpp_words.hpp"

namespace varve::compiler {

namespace {

constexpr int sqlite_floor = 3037000;

/// "3.37" or "3.37.2" as SQLITE_VERSION_NUMBER; nothing for what is no version.
std::optional<int> version_number(std::string_view text) {
    int number = 0;
    for (int part = 0; part < 3; ++part) {
        int value = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (!text.empty() && (problem != std::errc{} || value < 0 || value > 999)) return std::nullopt;
        text.remove_prefix(text.empty() ? 0 : static_cast<std::size_t>(end - text.data()));
        if (!text.empty() && text.front() != '.') return std::nullopt;
        if (!text.empty()) text.remove_prefix(1);
        number = number * 1000 + value;
    }
    return text.empty() ? std::optional(number) : std::nullopt;
}

void check_edition(Context& context, const ast::Settings& settings) {
    if (settings.edition) return;
    context.sink.error(DiagnosticKind::unknown_edition, settings.name.span,
                       "the schema block names no edition", {}, "write `edition 1` into it");
}

void check_target(Context& context, const ast::Settings& settings) {
    const auto unsupported = [&](Span span, std::string message, std::string help) {
        context.sink.error(DiagnosticKind::unsupported_target, span, std::move(message), {}, std::move(help));
    };
    const std::string& engine = settings.engine.text;
    if (engine == "postgres" || engine == "postgresql")
        return unsupported(settings.engine.span, "the target `postgres` is not there yet",
                           "write `target sqlite`");
    if (!engine.empty() && engine != "sqlite")
        return unsupported(settings.engine.span, fmt::format("unknown target `{}`", engine),
                           "write `target sqlite`");
    if (!settings.floor) return;
    const std::optional<int> floor = version_number(settings.floor->text);
    if (!floor)
        return unsupported(settings.floor->span,
                           fmt::format("`{}` is no version of SQLite", settings.floor->text),
                           "write it as `3.37` or `3.40.1`");
    if (*floor < sqlite_floor)
        return unsupported(settings.floor->span,
                           fmt::format("varve does not serve SQLite {}", settings.floor->text),
                           "3.37 is the oldest that it serves");
    context.schema.sqlite_floor = *floor;
}

void check_cpp_namespace(Context& context, const ast::Settings& settings) {
    if (!settings.cpp_namespace) {
        if (is_cpp_namespace(settings.name.text)) context.schema.cpp_namespace = settings.name.text;
        return;
    }
    context.schema.cpp_namespace = settings.cpp_namespace->text;
    if (is_cpp_namespace(settings.cpp_namespace->text)) return;
    context.sink.error(DiagnosticKind::bad_cpp_name, settings.cpp_namespace->span,
                       fmt::format("`{}` is no C++ namespace", settings.cpp_namespace->text), {},
                       "write identifiers joined by `::`; keywords, `std` and `varve` are none");
}

}  // namespace

void check_settings(Context& context) {
    if (!context.file.settings) {
        if (!context.file.damaged)
            context.sink.error(DiagnosticKind::schema_block_missing, {context.file_index, 0, 0},
                               "the file has no schema block", {},
                               "begin it with `schema name { edition 1 }`");
        return;
    }
    const ast::Settings& settings = *context.file.settings;
    context.schema.name = settings.name.text;
    if (!is_identifier(settings.name.text))
        context.sink.error(DiagnosticKind::bad_cpp_name, settings.name.span,
                           fmt::format("the schema's name `{}` is no plain identifier", settings.name.text));
    context.schema.chain_path = settings.chain ? settings.chain->text : settings.name.text + ".chain";
    check_edition(context, settings);
    check_target(context, settings);
    check_cpp_namespace(context, settings);
    context.schema.unnamed_constraints = settings.constraints.text == "unnamed";
}

}  // namespace varve::compiler
