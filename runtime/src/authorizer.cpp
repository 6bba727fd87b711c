#include "runtime/src/authorizer.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>

#include "runtime/src/catalog.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/stored_sql.hpp"

namespace varve::detail {

struct StepAuthorizer::Request {
    int action;
    std::string first;
    std::string second;
    std::string database;
};

namespace {

std::string text(const char* value) {
    return value == nullptr ? std::string() : std::string(value);
}

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// The tables that a rebuild fills are the chain's own; every other name with the prefix is varve's.
bool is_reserved(const std::string& name) {
    std::string folded = fold(name);
    return folded.rfind("varve_", 0) == 0 && folded.rfind("varve_new_", 0) != 0;
}

/// A structure is read without what has the prefix: nothing but a rebuild's table may have it.
bool hides(int action, const std::string& name) {
    const bool beside_tables = action == SQLITE_CREATE_INDEX || action == SQLITE_CREATE_TRIGGER ||
                               action == SQLITE_CREATE_VIEW || action == SQLITE_CREATE_VTABLE;
    return beside_tables && fold(name).rfind("varve_", 0) == 0;
}

/// FTS5 and rtree ask for these without an argument; ALTER TABLE checks the rows it adds a column to.
bool is_harmless_pragma(const std::string& name, const std::string& argument) {
    if (name == "quick_check") return true;
    return argument.empty() && is_one_of(name, {"data_version", "page_size"});
}

/// Actions that make, change or remove something; where in their arguments its name and its table stand.
std::string changed_table(int action, const std::string& first, const std::string& second) {
    switch (action) {
        case SQLITE_INSERT:
        case SQLITE_UPDATE:
        case SQLITE_DELETE:
        case SQLITE_CREATE_TABLE:
        case SQLITE_DROP_TABLE:
        case SQLITE_CREATE_VIEW:
        case SQLITE_DROP_VIEW:
        case SQLITE_CREATE_VTABLE:
        case SQLITE_DROP_VTABLE:
            return first;
        case SQLITE_ALTER_TABLE:
        case SQLITE_CREATE_INDEX:
        case SQLITE_DROP_INDEX:
        case SQLITE_CREATE_TRIGGER:
        case SQLITE_DROP_TRIGGER:
            return second;
        default:
            return {};
    }
}

bool only_reads(int action) {
    switch (action) {
        case SQLITE_SELECT:
        case SQLITE_READ:
        case SQLITE_FUNCTION:
        case SQLITE_RECURSIVE:
        case SQLITE_PRAGMA:
            return true;
        default:
            return false;
    }
}

/// What SQL elsewhere may count on and an action makes, alters or drops. An index can be named by SQL
/// (`INDEXED BY`): a new one breaks nothing.
std::string altered_object(int action, const std::string& first, const std::string& second) {
    switch (action) {
        case SQLITE_ALTER_TABLE:
            return second;
        case SQLITE_CREATE_TABLE:
        case SQLITE_CREATE_TRIGGER:
        case SQLITE_CREATE_VIEW:
        case SQLITE_CREATE_VTABLE:
        case SQLITE_DROP_INDEX:
        case SQLITE_DROP_TABLE:
        case SQLITE_DROP_TRIGGER:
        case SQLITE_DROP_VIEW:
        case SQLITE_DROP_VTABLE:
            return first;
        default:
            return {};
    }
}

/// A table goes with what stands on it, a virtual one makes and removes tables of its own.
bool drops_table(int action) {
    return action == SQLITE_CREATE_VTABLE || action == SQLITE_DROP_TABLE || action == SQLITE_DROP_VTABLE;
}

bool drops_other(int action) {
    return action == SQLITE_DROP_INDEX || action == SQLITE_DROP_TRIGGER || action == SQLITE_DROP_VIEW;
}

bool makes_objects(int action) {
    switch (action) {
        case SQLITE_CREATE_INDEX:
        case SQLITE_CREATE_TABLE:
        case SQLITE_CREATE_TRIGGER:
        case SQLITE_CREATE_VIEW:
        case SQLITE_CREATE_VTABLE:
            return true;
        default:
            return false;
    }
}

bool is_of_table(int action) {
    switch (action) {
        case SQLITE_ALTER_TABLE:
        case SQLITE_CREATE_TABLE:
        case SQLITE_CREATE_VTABLE:
        case SQLITE_DROP_TABLE:
        case SQLITE_DROP_VTABLE:
            return true;
        default:
            return false;
    }
}

bool is_temporary(int action, const std::string& table, const std::string& database) {
    switch (action) {
        case SQLITE_CREATE_TEMP_INDEX:
        case SQLITE_CREATE_TEMP_TABLE:
        case SQLITE_CREATE_TEMP_TRIGGER:
        case SQLITE_CREATE_TEMP_VIEW:
        case SQLITE_DROP_TEMP_INDEX:
        case SQLITE_DROP_TEMP_TABLE:
        case SQLITE_DROP_TEMP_TRIGGER:
        case SQLITE_DROP_TEMP_VIEW:
            return true;
        case SQLITE_INSERT:
        case SQLITE_UPDATE:
        case SQLITE_DELETE:
            // ALTER TABLE looks through the TEMP schema for what names the table.
            return database == "temp" && table != "sqlite_temp_master";
        default:
            return false;
    }
}

}  // namespace

StepAuthorizer::StepAuthorizer(sqlite3* db, Trust trust, Access access)
    : db_(db), trust_(trust), access_(access) {
    if (trust == Trust::stored) {
        // What the application has put in the place of SQLite's own stands in the list as well, as another's.
        Statement each(db,
                       "SELECT name FROM pragma_function_list WHERE builtin EXCEPT "
                       "SELECT name FROM pragma_function_list WHERE NOT builtin",
                       "cannot list functions");
        while (each.step())
            builtin_functions_.insert(each.text(0));
    }
    install();
}

void StepAuthorizer::install() {
    sqlite3_set_authorizer(db_, &StepAuthorizer::ask, this);
}

StepAuthorizer::~StepAuthorizer() {
    sqlite3_set_authorizer(db_, nullptr, nullptr);
}

void StepAuthorizer::begin_prepare() {
    touches_ = {};
    denial_.clear();
    noting_ = true;
}

void StepAuthorizer::end_prepare() {
    noting_ = false;
}

int StepAuthorizer::ask(void* self, int action, const char* first, const char* second, const char* database,
                        const char*) {
    auto& authorizer = *static_cast<StepAuthorizer*>(self);
    if (authorizer.paused_ > 0) return SQLITE_OK;
    Request request{action, text(first), text(second), text(database)};
    if (std::string denial = authorizer.why_not(request); !denial.empty()) {
        authorizer.denial_ = std::move(denial);
        return SQLITE_DENY;
    }
    if (authorizer.noting_) authorizer.note(request);
    return SQLITE_OK;
}

std::string StepAuthorizer::why_not(const Request& request) const {
    if (access_ == Access::reading && !only_reads(request.action)) return "a pre-flight query only reads";
    switch (request.action) {
        case SQLITE_TRANSACTION:
            return fmt::format("`{}` is not allowed in a revision: varve owns the transaction",
                               request.first);
        case SQLITE_SAVEPOINT:
            return "savepoints are not allowed in a revision: varve owns the transaction";
        case SQLITE_ATTACH:
        case SQLITE_DETACH:
            return "a revision works on one database: `ATTACH` and `DETACH` are not allowed";
        case SQLITE_PRAGMA:
            if (is_harmless_pragma(request.first, request.second)) return {};
            return fmt::format("`PRAGMA {}` is not allowed in a revision: varve owns the settings",
                               request.first);
        case SQLITE_FUNCTION:
            return why_not_call(request.second);
        default:
            break;
    }
    if (is_temporary(request.action, request.first, request.database))
        return "temporary objects have no place in a revision: they end with the connection";
    std::string table = changed_table(request.action, request.first, request.second);
    bool named = request.action != SQLITE_ALTER_TABLE &&
                 (is_reserved(request.first) || hides(request.action, request.first));
    if (is_reserved(table) || (!table.empty() && named))
        return fmt::format("`{}` is not a revision's to touch: the prefix `varve_` is varve's own",
                           is_reserved(table) ? table : request.first);
    if (trust_ == Trust::chain) return {};
    return why_not_stored(request.action, request.first, request.second, request.database);
}

std::string StepAuthorizer::why_not_call(const std::string& function) const {
    if (function == "load_extension") return "`load_extension` is not allowed in a revision";
    bool ours = trust_ == Trust::chain || function.rfind("sqlite_", 0) == 0 ||
                builtin_functions_.count(function) != 0;
    if (ours) return {};
    return fmt::format("`{}` is not a function of SQLite: SQL that came out of a database may not call it",
                       function);
}

void StepAuthorizer::note(const Request& request) {
    if (request.database == "temp") return;
    const std::string name = fold(request.first);
    const bool writes =
        request.action == SQLITE_DELETE || request.action == SQLITE_INSERT || request.action == SQLITE_UPDATE;
    touches_.marks = touches_.marks || (writes && name == "sqlite_sequence");
    if (name.rfind("sqlite_", 0) == 0) return;
    if (std::string object = altered_object(request.action, request.first, request.second); !object.empty())
        touches_.altered.insert(fold(object));
    touches_.drops = touches_.drops || drops_table(request.action);
    if (drops_other(request.action)) touches_.gone.insert(name);
    touches_.makes = touches_.makes || makes_objects(request.action);
    touches_.tables = touches_.tables || is_of_table(request.action);
    switch (request.action) {
        case SQLITE_READ:
            touches_.read.emplace(fold(request.first), fold(request.second));
            break;
        case SQLITE_DELETE:
        case SQLITE_DROP_TABLE:
        case SQLITE_DROP_VTABLE:
            touches_.lessened.insert(fold(request.first));
            touches_.written.insert(fold(request.first));
            break;
        case SQLITE_UPDATE:
            touches_.updated.emplace(fold(request.first), fold(request.second));
            [[fallthrough]];
        case SQLITE_INSERT:
            touches_.written.insert(fold(request.first));
            break;
        default:
            break;
    }
}

}  // namespace varve::detail
