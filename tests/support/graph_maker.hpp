#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <varve/chain.hpp>
#include <varve/connection.hpp>

#include "runtime/src/digest.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/structure.hpp"

/// A chain of lines, branches and merges. Each revision makes a table of its own name with one row, which
/// says what made it; a merge's crossing makes besides what its parent's line lacks.
class GraphMaker {
public:
    explicit GraphMaker(std::string schema = "content") : schema_(std::move(schema)) {}
    GraphMaker(const GraphMaker&) = delete;
    GraphMaker& operator=(const GraphMaker&) = delete;

    GraphMaker& add(const std::string& name, const std::vector<std::string>& parents = {}) {
        Node& node = nodes_.emplace_back();
        node.name = name;
        node.number = "000" + std::to_string(nodes_.size());
        places_[name] = nodes_.size();
        node.tables = {name};
        for (const std::string& parent : parents) {
            const Node& above = at(parent);
            node.tables.insert(above.tables.begin(), above.tables.end());
            node.parents += (node.parents.empty() ? "" : " ") + above.digest;
        }
        for (const std::string& parent : parents.empty() ? std::vector<std::string>{""} : parents)
            add_way(node, parent, parents.size() > 1);
        seal(node);
        revisions_.push_back(baked(node));
        return *this;
    }

    varve::Chain chain() const {
        varve::Chain chain;
        chain.schema = schema_;
        chain.revisions = revisions_.data();
        chain.count = revisions_.size();
        chain.structure = {&nodes_.back().structure_piece, 1};
        chain.build = "varve test";
        return chain;
    }

    const varve::Revision& operator[](const std::string& name) const {
        return revisions_[places_.at(name) - 1];
    }
    std::string_view digest(const std::string& name) const {
        return name.empty() ? std::string_view() : (*this)[name].digest;
    }
    std::string id(const std::string& name) const { return std::string((*this)[name].id()); }
    const std::set<std::string>& tables(const std::string& name) const {
        static const std::set<std::string> none;
        return name.empty() ? none : at(name).tables;
    }

private:
    struct Step {
        std::string parent, up, down, body, loses;
        varve::Piece piece[2];
    };
    struct Node {
        std::string name, number, parents, digest, fingerprint, structure;
        std::set<std::string> tables;
        std::deque<Step> steps;
        std::vector<varve::Way> ways;
        varve::Piece structure_piece;
    };

    const Node& at(const std::string& name) const { return nodes_[places_.at(name) - 1]; }

    static std::string create(const std::string& table) {
        return "CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, made TEXT NOT NULL) STRICT;";
    }

    void add_way(Node& node, const std::string& parent, bool merge) {
        Step& step = node.steps.emplace_back();
        step.parent = parent.empty() ? "" : at(parent).digest;
        std::string down;
        for (const std::string& table : node.tables) {
            if (!parent.empty() && at(parent).tables.count(table) != 0) continue;
            step.up += create(table) + "INSERT INTO " + table + " VALUES (1, '" + node.name +
                       (merge ? " from " + parent : "") + "');";
            down += "DROP TABLE " + table + ";";
            step.loses += (step.loses.empty() ? "" : " ") + table;
        }
        step.up = varve::detail::normalise_sql(step.up);
        step.down = varve::detail::normalise_sql("--@ grade loses " + step.loses + "\n" + down);
        step.body = varve::detail::body_digest(step.up);
        step.piece[0] = {step.up.data(), step.up.size()};
        step.piece[1] = {step.down.data(), step.down.size()};
    }

    void seal(Node& node) {
        std::string schema;
        for (const std::string& table : node.tables)
            schema += create(table);
        varve::Connection memory = varve::Connection::open({.path = ":memory:"});
        memory.execute(schema);
        const varve::detail::Structure structure = varve::detail::read_structure(memory.native_handle());
        node.structure = varve::detail::to_text(structure);
        node.structure_piece = {node.structure.data(), node.structure.size()};
        node.fingerprint = varve::detail::fingerprint(structure);
        std::vector<std::string_view> ups;
        for (const Step& step : node.steps)
            ups.push_back(step.up);
        node.digest = ups.size() == 1
                          ? varve::detail::revision_digest(node.parents, node.name, ups.front(), schema)
                          : varve::detail::merge_digest(node.parents, node.name, ups, schema);
    }

    static varve::Way way_of(const Step& step) {
        varve::Way way;
        way.parent = step.parent;
        way.body = step.body;
        way.up = {&step.piece[0], 1};
        way.down = {&step.piece[1], 1};
        way.grade = varve::Grade::loses;
        way.loses = step.loses;
        return way;
    }

    static varve::Revision baked(Node& node) {
        varve::Revision revision;
        revision.digest = node.digest;
        revision.parents = node.parents;
        revision.name = node.name;
        revision.fingerprint = node.fingerprint;
        revision.number = node.number;
        for (const Step& step : node.steps)
            node.ways.push_back(way_of(step));
        if (node.ways.size() > 1) {
            revision.ways = node.ways.data();
            revision.way_count = node.ways.size();
            return revision;
        }
        const varve::Way& way = node.ways.front();
        revision.body = way.body;
        revision.up = way.up;
        revision.down = way.down;
        revision.grade = way.grade;
        revision.loses = way.loses;
        return revision;
    }

    std::string schema_;
    std::deque<Node> nodes_;
    std::map<std::string, std::size_t> places_;
    std::vector<varve::Revision> revisions_;
};
