#pragma once

#include <string>
#include <string_view>

struct sqlite3;

namespace varve::compiler {

/// While it lives, SQLite may take only so many steps on the connection: SQL that never ends would hang the
/// build.
class StepBudget {
public:
    explicit StepBudget(sqlite3* db);
    ~StepBudget();
    StepBudget(const StepBudget&) = delete;
    StepBudget& operator=(const StepBudget&) = delete;

    bool is_spent() const { return left_ <= 0; }

    /// What is said of the statement that spent it, from the runtime's message.
    static std::string words(std::string_view message);

private:
    static int count(void* self);

    sqlite3* db_;
    int left_;
};

/// Whether a reason is one of those words.
bool is_of_budget(std::string_view reason);

}  // namespace varve::compiler
