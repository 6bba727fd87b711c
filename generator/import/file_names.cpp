#include "generator/import/file_names.hpp"

#include <algorithm>

#include "runtime/src/sql_chars.hpp"

namespace varve::compiler {
namespace {

using detail::is_digit;

std::string_view leading_digits(std::string_view text) {
    return text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
}

bool drop_suffix(std::string_view& text, std::string_view suffix) {
    if (!text.ends_with(suffix)) return false;
    text.remove_suffix(suffix.size());
    return true;
}

/// diesel's: what stands before the first `_`, without its dashes.
std::optional<FileName> read_folder(std::string_view folder, std::string_view file) {
    if (file != "up" && file != "down") return std::nullopt;
    FileName name{Layout::folders, file == "up" ? Side::up : Side::down, {}, std::string(folder)};
    for (const char c : folder.substr(0, folder.find('_'))) {
        if (c != '-' && !is_digit(c)) return std::nullopt;
        if (c != '-') name.version += c;
    }
    if (name.version.empty()) return std::nullopt;
    return name;
}

std::optional<FileName> read_refinery(std::string_view stem) {
    if (stem.size() < 2 || (stem[0] != 'V' && stem[0] != 'U')) return std::nullopt;
    const std::string_view digits = leading_digits(stem.substr(1));
    if (digits.empty() || stem.substr(1 + digits.size(), 2) != "__") return std::nullopt;
    return FileName{Layout::refinery, Side::both, plain_version(digits), std::string(stem)};
}

std::optional<FileName> read_numbered(std::string_view stem, Layout layout, Side side) {
    const std::string_view digits = leading_digits(stem);
    if (digits.empty()) return std::nullopt;
    const char next = digits.size() == stem.size() ? '_' : stem[digits.size()];
    if (next != '_' && next != '-' && next != '.') return std::nullopt;
    return FileName{layout, side, plain_version(digits), std::string(stem)};
}

bool cannot_stand_in_name(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7f || c == '\'' || c == '"' || c == '`' || c == '\\' || c == '/';
}

}  // namespace

std::optional<FileName> read_file_name(std::string_view path) {
    if (!drop_suffix(path, ".sql")) return std::nullopt;
    if (const auto slash = path.find('/'); slash != std::string_view::npos)
        return read_folder(path.substr(0, slash), path.substr(slash + 1));
    if (drop_suffix(path, ".up")) return read_numbered(path, Layout::pairs, Side::up);
    if (drop_suffix(path, ".down")) return read_numbered(path, Layout::pairs, Side::down);
    if (auto name = read_refinery(path)) return name;
    return read_numbered(path, Layout::plain, Side::both);
}

std::string revision_name(std::string_view title) {
    std::string_view rest = title;
    if (read_refinery(title)) rest.remove_prefix(1);
    for (;;) {
        const auto end = rest.find_first_not_of("0123456789-");
        if (end == 0 || end == std::string_view::npos) break;
        if (rest[end] != '_' && rest[end] != '.' && rest[end - 1] != '-') break;
        rest.remove_prefix(std::min(rest.find_first_not_of("_.", end), rest.size()));
    }
    const bool only_number = rest.find_first_not_of("0123456789-") == std::string_view::npos;
    std::string name = only_number ? "step_" + std::string(title) : std::string(rest);
    std::replace_if(name.begin(), name.end(), cannot_stand_in_name, '_');
    return name;
}

std::string plain_version(std::string_view digits) {
    if (digits.empty() || leading_digits(digits).size() != digits.size()) return std::string(digits);
    const auto first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? "0" : std::string(digits.substr(first));
}

bool version_before(Layout layout, std::string_view a, std::string_view b) {
    if (layout == Layout::folders || a.size() == b.size()) return a < b;
    return a.size() < b.size();
}

}  // namespace varve::compiler
