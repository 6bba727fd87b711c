#include "generator/driver/verify_bases.hpp"

#include "generator/driver/base_locks.hpp"
#include "generator/driver/chain_directory.hpp"
#include "generator/history/verify_base.hpp"

namespace varve::compiler {

void verify_bases(Project& project, const std::vector<std::string>& refs, std::vector<std::string>& notes) {
    const Span lock_span{project.sources.add((project.chain_path / lock_name).string(), ""), 0, 0};
    for (const BaseLock& base : locks_at_refs(project, refs, notes))
        verify_base(base.lock, base.ref, project.lock, lock_span, project.sink);
}

}  // namespace varve::compiler
