#include "tests/generator/emit/one_revision.hpp"

#include "generator/sqlite/render.hpp"
#include "runtime/src/digest.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/structure.hpp"

namespace varve::compiler::testing {

OneRevision::OneRevision(const Schema& schema) {
    std::string sql;
    for (const sqlite::Statement& statement : sqlite::render(schema))
        sql += statement.sql + ";\n";
    const detail::Structure structure = sqlite::structure_of(schema);
    up_ = detail::normalise_sql(sql);
    body_ = detail::body_digest(up_);
    digest_ = detail::revision_digest("", "initial", up_, schema.name);
    fingerprint_ = detail::fingerprint(structure);
    structure_ = detail::to_text(structure);
    up_piece_ = {up_.data(), up_.size()};
    structure_piece_ = {structure_.data(), structure_.size()};
    revision_.digest = digest_;
    revision_.name = "initial";
    revision_.body = body_;
    revision_.fingerprint = fingerprint_;
    revision_.up = {&up_piece_, 1};
    revision_.number = "0001";
    chain_.schema = schema.name;
    chain_.revisions = &revision_;
    chain_.count = 1;
    chain_.structure = {&structure_piece_, 1};
    chain_.build = "a test";
}

}  // namespace varve::compiler::testing
