#pragma once

#include <string>

#include "generator/history/revision.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// A step as its files say it.
struct StepTexts {
    std::string up;
    std::string down;
};

/// The same step behind another revision: from `onto` to `merged` instead of from `before` to `after`. What
/// was planned is planned anew where the schemas make it differ; what was written by hand stays as it is, and
/// where both meet in one place it stays as a whole. Whether that runs is for the rehearsal to say.
StepTexts move_sql(const StepTexts& written, const Schema& before, const Schema& after, const Schema& onto,
                   const Schema& merged);

}  // namespace varve::compiler
