#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "generator/driver/console.hpp"

namespace varve::compiler {

/// The whole program: parses the arguments, runs one command, returns its exit code. Never throws.
int run(int argc, const char* const* argv, Console& console);

struct GenerateOptions {
    std::filesystem::path schema;
    std::filesystem::path output;
    std::string target;
    std::string header;         ///< "" for `<target>/schema.hpp`
    std::string cpp_namespace;  ///< "" for the schema's
    std::filesystem::path depfile;
    std::string depfile_target;
    std::filesystem::path proof_cache;  ///< "" for none
    bool always_write = false;
    bool frozen = false;
    bool flat = false;   ///< all files directly in `output`
    bool check = false;  ///< compare instead of write
};

struct RevisionOptions {
    std::filesystem::path schema;
    std::string message;
    bool autogenerate = false;
    bool amend = false;
    std::filesystem::path database;  ///< one that may hold already what the revision makes; "" for none
};

struct FreezeOptions {
    std::filesystem::path schema;
    std::filesystem::path proof_cache;  ///< "" for none
};

struct DiffOptions {
    std::filesystem::path schema;
    bool check = false;    ///< only say whether there is a difference, by the exit code
    bool explain = false;  ///< how the plan gets there, why that way, and what it costs
    std::filesystem::path database;  ///< what is compared with the schema; "" for the chain's newest revision
};

struct VerifyOptions {
    std::filesystem::path schema;
    std::filesystem::path proof_cache;  ///< "" for none: everything is proved anew
    std::vector<std::string> bases;  ///< git refs whose locks must be contained in today's
};

struct MergeOptions {
    std::filesystem::path schema;
    std::string message;  ///< "" names the heads
    std::string name;     ///< of the revision; "" for one made of the message
};

struct RebaseOptions {
    std::filesystem::path schema;
    std::filesystem::path proof_cache;  ///< "" for none: everything is proved anew
    std::vector<std::string> bases;     ///< git refs: behind the first one's head, touching nothing that any holds
};

struct AmendOptions {
    std::filesystem::path schema;
    std::string revision;
    std::string message;  ///< "" for one that is made of the revision's name
    std::string from;     ///< which of a merge's parents; "" for any other revision
};

struct ImportOptions {
    std::filesystem::path folder;
    std::filesystem::path schema;
    std::string name;
    std::string from;  ///< the old version table; "" for the layout's own
};

struct IntrospectOptions {
    std::filesystem::path database;
    std::filesystem::path output;  ///< "" for the terminal
    std::string name;              ///< "" for the database file's
    bool force = false;
};

int generate(const GenerateOptions& options, Console& console);
int init(const std::string& name, Console& console);
int revision(const RevisionOptions& options, Console& console);
/// Opens the draft's SQL in $VISUAL or $EDITOR; refuses a frozen revision. "" is the draft.
int edit_draft(const std::filesystem::path& schema, const std::string& name, Console& console);
int freeze(const FreezeOptions& options, Console& console);
/// Drafts of a newer way into a frozen revision, and of a newer way back.
int supersede(const AmendOptions& options, Console& console);
int redown(const AmendOptions& options, Console& console);
/// Freezes the revisions that the bases do not hold anew, behind the first base's head.
int merge(const MergeOptions& options, Console& console);
int rebase(const RebaseOptions& options, Console& console);
int diff_schema(const DiffOptions& options, Console& console);
int import_chain(const ImportOptions& options, Console& console);
int introspect_database(const IntrospectOptions& options, Console& console);
int verify_chain(const VerifyOptions& options, Console& console);

}  // namespace varve::compiler
