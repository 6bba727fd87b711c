#include <fmt/format.h>

#include <array>
#include <varve/error.hpp>

#include "runtime/src/structure.hpp"

namespace varve::detail {
namespace {

void append_escaped(std::string& out, std::string_view field) {
    for (const char c : field) {
        switch (c) {
            case '\n':
                out.append("\\n");
                break;
            case '\r':
                out.append("\\r");
                break;
            case '\t':
                out.append("\\t");
                break;
            case '\\':
                out.append("\\\\");
                break;
            default:
                out.push_back(c);
        }
    }
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
