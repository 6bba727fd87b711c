#include "generator/driver/verify_bases.hpp"

#include <fmt/format.h>

#include "generator/driver/chain_directory.hpp"
#include "generator/driver/git.hpp"
#include "generator/history/verify_base.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

void verify_bases(Project& project, const std::vector<std::string>& refs, std::vector<std::string>& notes) {
    const std::filesystem::path file = project.chain_path / lock_name;
    const Span lock_span{project.sources.add(file.string(), ""), 0, 0};
    for (const std::string& ref : refs) {
        const std::optional<FileAtRef> base = file_at_ref(file, ref);
        if (!base) {
            notes.push_back(fmt::format("`{}` holds no {}: nothing was frozen there", ref, file.string()));
            continue;
        }
        std::string text;
        if (detail::read_text(base->text, text)) text = base->text;
        const std::optional<Lock> lock =
            parse_lock(project.sources, project.sources.add(base->place, std::move(text)), project.sink);
        if (lock) verify_base(*lock, ref, project.lock, lock_span, project.sink);
    }
}

}  // namespace varve::compiler
