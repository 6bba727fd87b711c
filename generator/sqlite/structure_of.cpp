#include "generator/sqlite/render.hpp"

namespace varve::compiler::sqlite {

detail::Structure structure_of(const Schema& schema) {
    std::vector<detail::StructureObject> objects;
    for (Statement& made : render(schema))
        objects.push_back(
            {std::move(made.type), std::move(made.name), std::move(made.table), std::move(made.sql)});
    return detail::make_structure(std::move(objects));
}

}  // namespace varve::compiler::sqlite
