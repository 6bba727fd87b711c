#include "generator/emit/emitters.hpp"
#include "generator/emit/literal.hpp"

namespace varve::compiler {

void emit_doc(Printer& out, std::string_view doc) {
    for (const std::string& line : comment_lines(doc)) {
        if (line.empty())
            out.emit("///\n");
        else
            out.emit({{"line", line}}, "/// $line$\n");
    }
}

void emit_enum(Printer& out, const CppEnum& e) {
    emit_doc(out, e.doc);
    const auto values = [&] {
        for (const CppEnumValue& value : e.values) {
            emit_doc(out, value.doc);
            out.emit({{"name", value.name}}, "$name$,\n");
        }
    };
    out.emit({{"name", e.name}, {"values", values}}, R"code(
        enum class $name$ {
            $values$
        };
        std::string_view to_string($name$ value) noexcept;
        bool from_string(std::string_view text, $name$& value) noexcept;  ///< false when it is none of them

    )code");
}

void emit_enum_source(Printer& out, const CppEnum& e) {
    const auto texts = [&] {
        for (const CppEnumValue& value : e.values)
            out.emit({{"enum", e.name}, {"name", value.name}, {"text", cpp_literal(value.text)}},
                     "case $enum$::$name$: return $text$;\n");
    };
    const auto values = [&] {
        for (const CppEnumValue& value : e.values)
            out.emit({{"enum", e.name}, {"name", value.name}, {"text", cpp_literal(value.text)}},
                     "if (text == $text$) { value = $enum$::$name$; return true; }\n");
    };
    out.emit({{"enum", e.name}, {"texts", texts}, {"values", values}}, R"code(
        std::string_view to_string($enum$ value) noexcept {
            switch (value) {
                $texts$
            }
            return {};
        }

        bool from_string(std::string_view text, $enum$& value) noexcept {
            $values$
            return false;
        }

    )code");
}

}  // namespace varve::compiler
