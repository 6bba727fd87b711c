#include "generator/history/populate_values.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "generator/model/type.hpp"

namespace varve::compiler {
namespace {

using Cells = std::vector<Cell>;

constexpr std::size_t long_text = 300;
constexpr std::size_t longest_text = 5000;

Cells integers(std::initializer_list<std::int64_t> values) {
    return Cells(values.begin(), values.end());
}

Cells texts(std::initializer_list<const char*> values) {
    Cells cells;
    for (const char* value : values)
        cells.emplace_back(std::string(value));
    return cells;
}

/// At most `length` code points, from the end: that is where counters stand.
std::string last_code_points(std::string text, std::size_t length) {
    std::size_t begin = text.size();
    while (begin > 0 && length > 0) {
        --begin;
        if ((static_cast<unsigned char>(text[begin]) & 0xc0) != 0x80) --length;
    }
    return text.substr(begin);
}

Cells text_cells(std::optional<std::size_t> length) {
    Cells cells = texts({"Ada Lovelace", "", "na\xc3\xafve \xe6\xbc\xa2\xe5\xad\x97 \xf0\x9f\x98\x80",
                         "it's \"quoted\"; -- no comment", "  spaces around  "});
    cells.emplace_back(std::string(std::min(length.value_or(long_text), longest_text), 'm'));
    for (Cell& cell : cells)
        if (length) cell = last_code_points(std::get<std::string>(cell), *length);
    return cells;
}

std::string patterned(std::size_t size, std::size_t seed) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i != size; ++i)
        bytes[i] = static_cast<char>((i * 37 + seed) & 0xff);
    for (std::size_t i = size; i > 0 && seed != 0; seed >>= 8)
        bytes[--i] = static_cast<char>(seed & 0xff);
    return bytes;
}

Cells blob_cells(std::optional<std::size_t> length) {
    Cells cells;
    if (length) {
        cells.emplace_back(BlobCell{patterned(*length, 0)});
        cells.emplace_back(BlobCell{std::string(*length, '\0')});
        cells.emplace_back(BlobCell{std::string(*length, '\xff')});
        return cells;
    }
    for (const std::string& bytes : {patterned(3, 255), std::string(), std::string("text in a blob"),
                                     patterned(long_text, 7), std::string(1, '\0')})
        cells.emplace_back(BlobCell{bytes});
    return cells;
}

/// Larger integers would overflow in steps that change a unit, which no step means to allow for; these still
/// do not survive a way through a double.
constexpr std::int64_t large = 9007199254740993;

Cells first_cells(TypeKind kind, std::optional<std::size_t> length) {
    switch (kind) {
        case TypeKind::boolean:
            return integers({1, 0});
        case TypeKind::int32:
            return integers({42, 0, -1, 2147483647, -2147483648LL, 1});
        case TypeKind::timestamp:
            return integers({1709164800123, 0, -1, 253402300799999, 2147483647000, 1});
        case TypeKind::real:
            return {1.5, 0.0, -0.1, 1e15, 2.5e-300, 3.0};
        case TypeKind::blob:
            return blob_cells(length);
        case TypeKind::uuid:
            return blob_cells(16);
        case TypeKind::date:
            return texts(
                {"2024-02-29", "1970-01-01", "0001-01-01", "9999-12-31", "1999-12-31", "2038-01-19"});
        case TypeKind::json:
            return texts({"{\"a\": [1, null, \"\xc3\xa9\"]}", "{}", "[]", "null", "\"text\"", "0"});
        case TypeKind::decimal:
            return texts({"12.50", "0", "-0.01", "99999999999.99", "1000", "7"});
        case TypeKind::any:
            return {std::int64_t{7}, std::string("seven"), 7.5, BlobCell{patterned(3, 1)}};
        case TypeKind::text:
            return text_cells(length);
        default:
            return integers({42, 0, -1, large, -large, 1});
    }
}

/// The ends of a type, for values that nobody computes with. They stand where rows without NULLs and defaults
/// take them.
Cells extreme_cells(TypeKind kind) {
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    switch (kind) {
        case TypeKind::int64:
            return integers({most, least});
        case TypeKind::real:
            return {std::numeric_limits<double>::max(), -0.0};
        case TypeKind::text:
            return {std::string("a\0b \xc3\xa4", 6), std::string("\xf4\x8f\xbf\xbf")};
        default:
            return {};
    }
}

void insert_extremes(TypeKind kind, std::optional<std::size_t> length, Cells& cells) {
    constexpr std::size_t first_row = 3;
    Cells extremes = extreme_cells(kind);
    for (Cell& cell : extremes)
        if (auto* text = std::get_if<std::string>(&cell); text != nullptr && length)
            *text = last_code_points(*text, *length);
    cells.insert(cells.begin() + static_cast<std::ptrdiff_t>(std::min(first_row, cells.size())),
                 extremes.begin(), extremes.end());
}

const Column& followed(const Schema& schema, const Column& column, Column& resolved) {
    const NamedType* named =
        column.type.kind == TypeKind::named ? schema.find_type(column.type.name) : nullptr;
    if (named == nullptr) return column;
    resolved = column;
    resolved.type = named->base;
    return resolved;
}

Cells enum_cells(const Schema& schema, const std::string& name) {
    Cells cells;
    if (const Enum* values = schema.find_enum(name))
        for (const EnumValue& value : values->values)
            cells.emplace_back(value.name);
    return cells;
}

}  // namespace

ValueDomain::ValueDomain(const Schema& schema, const Column& column, Use use)
    : kind_(storage_kind(schema, column.type)) {
    Column resolved;
    const Column& real = followed(schema, column, resolved);
    if (real.type.length) length_ = static_cast<std::size_t>(*real.type.length);
    if (kind_ == TypeKind::uuid) length_ = 16;
    finite_ = kind_ == TypeKind::boolean || kind_ == TypeKind::enumeration;
    if (kind_ == TypeKind::enumeration) cells_ = enum_cells(schema, real.type.name);
    // Ids with gaps: a copy that numbers anew would close them.
    else if (use == Use::key && (kind_ == TypeKind::int64 || kind_ == TypeKind::int32))
        cells_ = integers({1, 2, 5, 9, 14, 1000003});
    else
        cells_ = first_cells(kind_, length_);
    if (use == Use::carried) insert_extremes(kind_, length_, cells_);
    if (cells_.empty()) cells_.emplace_back(std::string());
}

void ValueDomain::restrict_to(std::vector<Cell> cells) {
    if (cells.empty()) return;
    cells_ = std::move(cells);
    finite_ = true;
}

void ValueDomain::suggest(const std::vector<Cell>& cells) {
    if (!finite_) cells_.insert(cells_.end(), cells.begin(), cells.end());
}

Cell ValueDomain::at(std::size_t index) const {
    if (index < cells_.size()) return cells_[index];
    return finite_ ? cells_[index % cells_.size()] : more(index - cells_.size());
}

Cell ValueDomain::more(std::size_t index) const {
    const auto number = static_cast<std::int64_t>(index);
    switch (kind_) {
        case TypeKind::real:
            return static_cast<double>(number) + 100.25;
        case TypeKind::blob:
        case TypeKind::uuid:
            return BlobCell{patterned(length_.value_or(8), index + 256)};
        case TypeKind::timestamp:
            return 1700000000000 + number * 1000;
        case TypeKind::date:
            return fmt::format("20{:02}-{:02}-{:02}", index / 336 % 100, index / 28 % 12 + 1, index % 28 + 1);
        case TypeKind::json:
            return fmt::format("{{\"k\": {}}}", index);
        case TypeKind::decimal:
            return fmt::format("{}.5", index + 100);
        case TypeKind::text:
            return last_code_points(fmt::format("text {}", index), length_.value_or(long_text));
        case TypeKind::int32:
        case TypeKind::int64:
        default:
            return 1000010 + number * 7;
    }
}

}  // namespace varve::compiler
