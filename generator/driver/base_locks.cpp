#include "generator/driver/base_locks.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "generator/driver/chain_directory.hpp"
#include "generator/driver/git.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

std::vector<BaseLock> locks_at_refs(Project& project, const std::vector<std::string>& refs,
                                    std::vector<std::string>& notes) {
    const std::filesystem::path file = project.chain_path / lock_name;
    std::vector<BaseLock> locks;
    for (const std::string& ref : refs) {
        if (is_no_commit(ref)) {
            notes.push_back(fmt::format(
                "`{}` is how a service says that no commit came before: no base holds the lock", ref));
            locks.push_back({ref, {}});
            continue;
        }
        const std::optional<FileAtRef> base = file_at_ref(file, ref);
        if (!base) {
            notes.push_back(fmt::format("`{}` holds no {}: nothing was frozen there", ref, file.string()));
            locks.push_back({ref, {}});
            continue;
        }
        std::string text;
        if (detail::read_text(base->text, text)) text = base->text;
        std::optional<Lock> lock =
            parse_lock(project.sources, project.sources.add(base->place, std::move(text)), project.sink);
        if (lock) locks.push_back({ref, std::move(*lock)});
    }
    return locks;
}

}  // namespace varve::compiler
