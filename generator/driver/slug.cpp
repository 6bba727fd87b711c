#include "generator/driver/slug.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace varve::compiler {
namespace {

constexpr std::size_t longest = 60;

/// Letters from a code point on, without their marks; `.` where there is none, or more than one.
struct Letters {
    std::uint32_t first;
    std::string_view plain;
};

constexpr std::array<Letters, 3> tables{{
    {0xc0,
     "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccdddd"
     "eeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllllllllnnnnnnnnnoooooo..rrrrrrssssssss"
     "ttttttuuuuuuuuuuuuwwyyyzzzzzzs"},
    {0x180,
     "bbbb...cc.ddd....ffg...ikkl..nnooo..pp.....ttttuu.vyyzz......................aaiioo"
     "uuuuuuuuuu.aaaa..ggggkkoooo..j...gg..nnaa..ooaaaaeeeeiiiioooorrrruuuusstt..hhnd..zz"
     "aaeeooooooooyylnt...accltsz..b..eejj.qrryy"},
    {0x1e00,
     "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooo"
     "pppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas....aaaaaaaa"
     "aaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy"
     "....yy"},
}};

constexpr std::array<std::pair<std::uint32_t, std::string_view>, 12> two_letters{{
    {0xc6, "ae"},
    {0xe6, "ae"},
    {0xde, "th"},
    {0xfe, "th"},
    {0xdf, "ss"},
    {0x1e9e, "ss"},
    {0x132, "ij"},
    {0x133, "ij"},
    {0x152, "oe"},
    {0x153, "oe"},
    {0x1c6, "dz"},
    {0x1c9, "lj"},
}};

/// Takes the code point at the begin of the text; a byte that begins none is itself.
std::uint32_t take(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t size = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    std::uint32_t letter = size == 1 ? first : first & (0xffU >> (size + 1));
    for (std::size_t at = 1; at < size && at < text.size(); ++at)
        letter = letter << 6U | (static_cast<unsigned char>(text[at]) & 0x3fU);
    text.remove_prefix(size < text.size() ? size : text.size());
    return letter;
}

bool is_mark(std::uint32_t letter) {
    return letter >= 0x300 && letter < 0x370;
}

/// "" for what is no Latin letter and no digit.
std::string plain(std::uint32_t letter) {
    if (letter >= 'A' && letter <= 'Z') letter += 'a' - 'A';
    const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (is_plain) return std::string(1, static_cast<char>(letter));
    for (const auto& [code, letters] : two_letters)
        if (code == letter) return std::string(letters);
    for (const Letters& table : tables) {
        if (letter < table.first || letter >= table.first + table.plain.size()) continue;
        const char found = table.plain[letter - table.first];
        return found == '.' ? std::string() : std::string(1, found);
    }
    return {};
}

}  // namespace

std::string slug_of(std::string_view message) {
    std::string slug;
    while (!message.empty()) {
        const std::uint32_t letter = take(message);
        if (is_mark(letter)) continue;
        const std::string letters = plain(letter);
        if (!letters.empty())
            slug += letters;
        else if (!slug.empty() && slug.back() != '_')
            slug += '_';
    }
    slug.resize(slug.size() < longest ? slug.size() : longest);
    while (slug.ends_with('_'))
        slug.pop_back();
    return slug.empty() ? "revision" : slug;
}

}  // namespace varve::compiler
