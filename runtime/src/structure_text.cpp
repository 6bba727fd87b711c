#include <fmt/format.h>

#include <array>
#include <varve/error.hpp>

#include "runtime/src/structure.hpp"

namespace varve::detail {
namespace {

const char* escape_of(char c) {
    switch (c) {
        case '\n':
            return "\\n";
        case '\r':
            return "\\r";
        case '\t':
            return "\\t";
        case '\\':
            return "\\\\";
        default:
            return nullptr;
    }
}

/// What needs no escape is most of it, and goes over as a whole.
void append_escaped(std::string& out, std::string_view field) {
    std::size_t plain = 0;
    for (std::size_t at = 0; at != field.size(); ++at) {
        const char* escape = escape_of(field[at]);
        if (escape == nullptr) continue;
        out.append(field.substr(plain, at - plain)).append(escape);
        plain = at + 1;
    }
    out.append(field.substr(plain));
}

std::string unescape(std::string_view field) {
    std::string out;
    for (std::size_t i = 0; i != field.size(); ++i) {
        if (field[i] != '\\' || i + 1 == field.size()) {
            out.push_back(field[i]);
            continue;
        }
        const char c = field[++i];
        out.push_back(c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c);
    }
    return out;
}

StructureObject object_from(std::string_view line, std::size_t number) {
    std::array<std::string, 4> fields;
    for (std::size_t i = 0; i != fields.size(); ++i) {
        const std::size_t tab = line.find('\t');
        const bool last = i + 1 == fields.size();
        if (last != (tab == std::string_view::npos)) {
            throw Error(
                ErrorCode::misuse,
                fmt::format("structure text, line {}: expected type, name, table and sql, parted by tabs",
                            number));
        }
        fields[i] = unescape(line.substr(0, tab));
        if (!last) line.remove_prefix(tab + 1);
    }
    return {fields[0], fields[1], fields[2], fields[3]};
}

}  // namespace

std::string to_text(const Structure& structure) {
    std::string out;
    for (const StructureObject& object : structure.objects) {
        for (const std::string* field : {&object.type, &object.name, &object.table}) {
            append_escaped(out, *field);
            out.push_back('\t');
        }
        append_escaped(out, object.sql);
        out.push_back('\n');
    }
    return out;
}

std::vector<StructureObject> objects_from_text(std::string_view text) {
    std::vector<StructureObject> objects;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        objects.push_back(object_from(text.substr(0, end), number));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return objects;
}

Structure structure_from_text(std::string_view text) {
    return make_structure(objects_from_text(text));
}

}  // namespace varve::detail
