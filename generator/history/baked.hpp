#pragma once

#include <memory>
#include <string>

#include "generator/history/verify.hpp"
#include "runtime/include/varve/chain.hpp"

namespace varve::compiler {

/// A runtime Chain over texts that it owns: what is rehearsed, run by the commands, and printed by emit.
/// Movable; the Chain stays valid as long as this lives.
class BakedChain {
public:
    /// A chain whose drafts are not allowed neither applies a draft nor takes one back. `unmanaged` is
    /// today's schema's: no snapshot holds it.
    BakedChain(const std::string& schema_name, const VerifiedChain& verified, bool drafts_allowed = true,
               const std::vector<Unmanaged>& unmanaged = {});
    BakedChain(BakedChain&&) noexcept;
    BakedChain& operator=(BakedChain&&) noexcept;
    ~BakedChain();

    const Chain& chain() const;

    /// What new databases are made of at once, instead of by replay: Chain's `structure` and `fresh`.
    void set_head(std::string structure, std::string rows);

private:
    struct Storage;
    std::unique_ptr<Storage> storage_;
};

}  // namespace varve::compiler
