#pragma once

#include <set>
#include <string>
#include <utility>

struct sqlite3;

namespace varve::detail {

/// Whose SQL runs: a chain's, digested and baked into this program, or one that came out of a database file.
enum class Trust { chain, stored };

/// Whether SQL may change the database.
enum class Access { writing, reading };

/// What the statement being prepared touches. Names are folded.
struct Touches {
    std::set<std::string> written;                            ///< tables: rows inserted, changed or removed
    std::set<std::string> lessened;                           ///< tables: rows removed, or the table itself
    std::set<std::pair<std::string, std::string>> read;       ///< table, column
    std::set<std::pair<std::string, std::string>> updated{};  ///< table, column
    bool marks = false;                                       ///< AUTOINCREMENT's own table is written
    std::set<std::string> altered;  ///< objects of any kind: made, altered or dropped
    bool drops = false;             ///< tables among these, or a virtual table is made
    std::set<std::string> gone{};   ///< indexes, views and triggers that are dropped
    bool makes = false;             ///< an object of any kind, an index too
    bool tables = false;            ///< a table is made, altered or dropped
};

/// Stands between a step's SQL and SQLite while it lives: denies what belongs to varve (transaction,
/// settings, ledger) or has no place in a revision (attached files, TEMP objects), and notes which tables a
/// statement touches.
class StepAuthorizer {
public:
    StepAuthorizer(sqlite3* db, Trust trust, Access access = Access::writing);
    ~StepAuthorizer();
    StepAuthorizer(const StepAuthorizer&) = delete;
    StepAuthorizer& operator=(const StepAuthorizer&) = delete;

    /// Takes the connection's one place of an authorizer again, which another had.
    void install();

    /// Notes touches from here to end_prepare(): while a statement runs, virtual tables prepare SQL of their
    /// own.
    void begin_prepare();
    void end_prepare();

    const Touches& touches() const { return touches_; }
    const std::string& denial() const { return denial_; }  ///< why the last statement was denied, or ""

    /// Everything is allowed and nothing is noted while it lives: for the executor's own statements.
    class Pause {
    public:
        explicit Pause(StepAuthorizer& authorizer) : authorizer_(authorizer) { ++authorizer.paused_; }
        ~Pause() { --authorizer_.paused_; }
        Pause(const Pause&) = delete;
        Pause& operator=(const Pause&) = delete;

    private:
        StepAuthorizer& authorizer_;
    };

private:
    struct Request;
    static int ask(void* self, int action, const char* first, const char* second, const char* database,
                   const char*);
    std::string why_not(const Request& request) const;
    std::string why_not_call(const std::string& function) const;
    void note(const Request& request);

    sqlite3* db_;
    Trust trust_;
    Access access_;
    int paused_ = 0;
    bool noting_ = false;
    Touches touches_;
    std::string denial_;
    std::set<std::string> builtin_functions_;
};

}  // namespace varve::detail
