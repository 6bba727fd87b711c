#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace varve::compiler {

/// What stands for a `$name$`: a text, or a body that prints. A body stands alone on its line and is indented
/// as it.
class Hole {
public:
    Hole(std::string text) : text_(std::move(text)) {}
    Hole(std::string_view text) : text_(text) {}
    Hole(const char* text) : text_(text) {}
    template <class Body, class = decltype(std::declval<Body&>()())>
    Hole(Body body) : body_(std::move(body)) {}

    const std::string& text() const { return text_; }
    const std::function<void()>& body() const { return body_; }

private:
    std::string text_;
    std::function<void()> body_;
};

/// Prints code from templates that look like the code (the idea is protobuf's io::Printer):
///
///     out.emit({{"name", row.name}, {"members", [&] { … }}}, R"code(
///         struct $name$ {
///             $members$
///         };
///     )code");
///
/// The template's first line break and its common indentation go, the printer's own comes. Texts are inserted
/// as they are and never looked at again. An empty line stays empty; a `$name$` without a hole is a mistake
/// of ours: it throws std::logic_error.
class Printer {
public:
    using Holes = std::initializer_list<std::pair<std::string_view, Hole>>;

    void emit(Holes holes, std::string_view code);
    void emit(std::string_view code) { emit({}, code); }

    std::string take() { return std::move(text_); }

private:
    void emit_line(Holes holes, std::string_view line);

    std::string text_;
    std::size_t indentation_ = 0;
};

}  // namespace varve::compiler
