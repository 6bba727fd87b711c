#include "generator/history/program_identity.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstddef>
#include <cstring>
#include <string_view>

#if __has_include(<link.h>)
#include <link.h>
#endif

namespace varve::compiler {
namespace {

#if __has_include(<link.h>)
constexpr std::size_t aligned(std::size_t size) {
    return (size + 3) & ~std::size_t{3};
}

/// The linker's digest of the program in its notes; "" where it left none.
std::string build_id_in(const char* notes, std::size_t size) {
    constexpr unsigned gnu_build_id = 3;
    constexpr std::string_view owner("GNU", 4);
    ElfW(Nhdr) note{};
    while (size >= sizeof note) {
        std::memcpy(&note, notes, sizeof note);
        const std::size_t name = sizeof note;
        const std::size_t value = name + aligned(note.n_namesz);
        const std::size_t end = value + aligned(note.n_descsz);
        if (end > size) return {};
        if (note.n_type == gnu_build_id && std::string_view(notes + name, note.n_namesz) == owner)
            return {notes + value, note.n_descsz};
        notes += end;
        size -= end;
    }
    return {};
}

/// The program itself comes first, and is enough.
int read_build_id(dl_phdr_info* program, std::size_t, void* found) {
    for (std::size_t i = 0; i != program->dlpi_phnum; ++i) {
        const ElfW(Phdr)& part = program->dlpi_phdr[i];
        std::string& id = *static_cast<std::string*>(found);
        if (part.p_type == PT_NOTE && id.empty())
            id = build_id_in(reinterpret_cast<const char*>(program->dlpi_addr + part.p_vaddr), part.p_memsz);
    }
    return 1;
}

std::string build_id() {
    std::string id;
    dl_iterate_phdr(read_build_id, &id);
    return id;
}
#else
std::string build_id() {
    return {};
}
#endif

std::string hex(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes)
        text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return text;
}

}  // namespace

std::string program_identity() {
    std::string identity = fmt::format("varve {} {}\nsqlite {} {}\n", VARVE_VERSION, hex(build_id()),
                                       sqlite3_libversion(), sqlite3_sourceid());
    for (int i = 0; const char* option = sqlite3_compileoption_get(i); ++i)
        identity.append(option).push_back('\n');
    return identity;
}

}  // namespace varve::compiler
