#include "runtime/src/rehearsal.hpp"

#include <fmt/core.h>

#include <varve/connection.hpp>
#include <varve/error.hpp>

#include "runtime/src/executor.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/pragma_guard.hpp"
#include "runtime/src/step_failure.hpp"
#include "runtime/src/write_lock.hpp"

namespace varve::detail {

std::vector<Structure> replay_structures(const Connection& connection, const Chain& chain,
                                         std::size_t count) {
    Connection memory = connection.in_memory_twin();
    sqlite3* db = memory.native_handle();
    PragmaGuard guard(db, 0);
    WriteLock lock(db, 0);
    std::vector<Structure> structures;
    for (std::size_t i = 0; i != count; ++i) {
        const Revision& revision = chain.revisions[i];
        try {
            run_script(db, revision.up.str(), Trust::chain, {});
        } catch (const StepFailure& failure) {
            throw Error(ErrorCode::misuse,
                        fmt::format("this program's own chain does not run: revision {}: {}",
                                    describe(revision), failure.what()));
        }
        structures.push_back(read_structure(db));
    }
    return structures;
}

Structure structure_at(const Connection& connection, const Chain& chain, std::size_t count) {
    if (count == 0) return {};
    if (count == chain.count && chain.structure.count != 0) return structure_from_text(chain.structure.str());
    return replay_structures(connection, chain, count).back();
}

std::string fingerprint_at(const Chain& chain, std::size_t count) {
    return count == 0 ? fingerprint({}) : std::string(chain.revisions[count - 1].fingerprint);
}

}  // namespace varve::detail
