#include <fmt/format.h>

#include <array>
#include <utility>

#include "generator/base/suggest.hpp"
#include "generator/check/context.hpp"
#include "generator/model/cpp_words.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {

namespace {

void check_enum(Context& context, const ast::Enum& declared) {
    Enum made;
    made.name = declared.name.text;
    made.doc = declared.doc;
    made.span = declared.name.span;
    std::map<std::string, Span> first;
    for (const ast::EnumValue& value : declared.values) {
        made.values.push_back({value.name.text, value.doc, value.name.span});
        const auto [at, fresh] = first.emplace(value.name.text, value.name.span);
        if (!fresh)
            context.sink.error(DiagnosticKind::duplicate_name, value.name.span,
                               fmt::format("value `{}` is declared twice", value.name.text),
                               {{at->second, "first declared here"}});
    }
    if (made.values.empty() && !declared.damaged)
        context.sink.error(DiagnosticKind::empty_declaration, declared.name.span,
                           fmt::format("enum `{}` has no values", made.name));
    context.schema.enums.push_back(std::move(made));
}

/// C++ is the compiler's matter; what is no type at all, or would end the line that it stands on, is told
/// here.
void check_cpp_type(Context& context, const ast::NamedType& declared, NamedType& made) {
    if (declared.cpp_type) {
        made.cpp_type = declared.cpp_type->text;
        if (!is_cpp_type(made.cpp_type))
            context.sink.error(DiagnosticKind::bad_cpp_name, declared.cpp_type->span,
                               made.cpp_type.empty() ? "the C++ type is empty"
                                                     : fmt::format("`{}` is no C++ type", made.cpp_type),
                               {}, "a type that holds its value, as `app::Uuid` or `app::Id<7>`");
    }
    if (declared.cpp_header) {
        made.cpp_header = declared.cpp_header->text;
        if (!is_cpp_header(made.cpp_header))
            context.sink.error(DiagnosticKind::bad_cpp_name, declared.cpp_header->span,
                               fmt::format("`{}` is no header", made.cpp_header), {},
                               "what stands behind `#include`, as `app/uuid.hpp` or `<app/uuid.hpp>`");
    }
}

/// A named type stands on one of varve's own, so that following it is one step.
void check_named_type(Context& context, const ast::NamedType& declared) {
    NamedType made{declared.name.text, {}, {}, declared.name.span};
    if (!kind_of_word(declared.base.name.text))
        context.sink.error(DiagnosticKind::unknown_type, declared.base.name.span,
                           fmt::format("`{}` is none of varve's own types", declared.base.name.text), {},
                           "a named type stands on one of them, as `blob(16)`");
    else
        made.base = resolve_type(context, declared.base);
    if (declared.base.nullable)
        context.sink.error(DiagnosticKind::contradiction, declared.base.span,
                           "a named type cannot be nullable", {},
                           "write the `?` behind the columns of this type");
    check_cpp_type(context, declared, made);
    context.schema.types.push_back(std::move(made));
}

void declare(Context& context, Declared& declared, const ast::Name& name, std::string_view what) {
    if (kind_of_word(name.text))
        context.sink.error(DiagnosticKind::duplicate_name, name.span,
                           fmt::format("{} `{}` has the name of one of varve's own types", what, name.text));
    declared.add(name, what);
}

/// What other languages call varve's types.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> foreign_words{{
    {"string", "text"},
    {"varchar", "text"},
    {"char", "text"},
    {"int", "int64"},
    {"integer", "int64"},
    {"bigint", "int64"},
    {"boolean", "bool"},
    {"float", "real"},
    {"double", "real"},
    {"numeric", "decimal"},
    {"datetime", "timestamp"},
    {"bytes", "blob"},
    {"binary", "blob"},
    {"guid", "uuid"},
}};

std::string suggest_type(const Context& context, std::string_view wrong) {
    if (context.is_noisy()) return "";
    std::vector<std::string_view> names;
    for (const TypeRow& row : type_rows())
        names.push_back(row.word);
    for (const ast::Enum& declared : context.file.enums)
        names.push_back(declared.name.text);
    for (const ast::NamedType& declared : context.file.types)
        names.push_back(declared.name.text);
    for (const auto& [foreign, ours] : foreign_words)
        names.push_back(foreign);
    std::string_view meant = nearest(wrong, names);
    for (const auto& [foreign, ours] : foreign_words)
        if (meant == foreign) meant = ours;
    return meant.empty() ? "" : fmt::format("did you mean `{}`?", meant);
}

}  // namespace

void check_types(Context& context) {
    Declared declared(context.sink, "type");
    for (const ast::Enum& item : context.file.enums)
        declare(context, declared, item.name, "enum");
    for (const ast::NamedType& item : context.file.types)
        declare(context, declared, item.name, "type");
    for (const ast::Enum& item : context.file.enums)
        check_enum(context, item);
    for (const ast::NamedType& item : context.file.types)
        check_named_type(context, item);
}

ColumnType resolve_type(Context& context, const ast::Type& type) {
    ColumnType resolved;
    resolved.length = type.length;
    resolved.kind = TypeKind::any;
    const std::string& name = type.name.text;
    if (const std::optional<TypeKind> kind = kind_of_word(name)) {
        resolved.kind = *kind;
    } else if (context.schema.find_enum(name) != nullptr) {
        resolved.kind = TypeKind::enumeration;
        resolved.name = name;
    } else if (context.schema.find_type(name) != nullptr) {
        resolved.kind = TypeKind::named;
        resolved.name = name;
    } else {
        if (!context.file.damaged)
            context.sink.error(DiagnosticKind::unknown_type, type.name.span,
                               fmt::format("unknown type `{}`", name), {}, suggest_type(context, name));
        return resolved;
    }
    if (type.length && !row_of(resolved.kind).takes_length)
        context.sink.error(DiagnosticKind::misplaced_length, type.span,
                           fmt::format("type `{}` takes no length", name));
    return resolved;
}

}  // namespace varve::compiler
