#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "generator/history/populate_values.hpp"
#include "generator/model/schema.hpp"

struct sqlite3;

namespace varve::compiler {

/// Inserts generated rows into one table, whose parents are filled. A row that a constraint refuses is tried
/// again with other values, a bounded number of times.
class TableFiller {
public:
    /// Keys to `later` tables close a cycle: they are NULL at first where they can be.
    /// `computed`: see populate().
    TableFiller(sqlite3* db, const Schema& schema, const Table& table, const std::set<std::string>& later,
                const std::set<std::string>* computed);

    void fill();

    const std::string& last_error() const { return last_error_; }

private:
    struct Reference {
        const ForeignKey* key;
        std::vector<std::size_t> columns;
        bool self;
        bool later;
        bool dangling;  ///< what it names is not there: it can only be NULL
        std::vector<Row> parents;
    };

    void choose_references();
    bool resolves(const ForeignKey& key) const;
    void choose_domains();
    ValueDomain::Use use_of(const Column& column) const;
    std::vector<Row> planned_parents(const ForeignKey& key) const;
    bool insert(std::size_t row);
    bool try_row(std::size_t row, std::size_t attempt);
    bool wants_null(std::size_t row, std::size_t attempt, std::size_t column) const;
    void set_values(std::size_t row, std::size_t attempt);
    void set_reference(const Reference& reference, std::size_t ordinal, std::size_t row, std::size_t attempt);
    bool agrees_with(const Reference& reference, const Row& parent) const;
    Row own_key(const Reference& reference) const;
    bool run_insert(bool with_defaults);
    std::unique_ptr<Prepared> prepare_insert(const std::vector<std::string>& names) const;
    bool run(Prepared& insert, const Row& row);
    std::optional<std::size_t> place_of(const std::string& column) const;

    sqlite3* db_;
    const Schema& schema_;
    const Table& table_;
    const std::set<std::string>& later_;
    const std::set<std::string>* computed_;
    std::vector<const Column*> columns_;  ///< those that an INSERT may name
    std::vector<bool> referring_;         ///< columns of foreign keys
    std::map<std::string, ValueDomain> domains_;
    std::vector<Reference> references_;
    std::vector<std::optional<Cell>> cells_;  ///< of the row in the making; nothing while it is open
    std::string rowid_;  ///< an alias that no column hides; "" where there is no hidden rowid
    std::int64_t next_rowid_ = 1;
    std::unique_ptr<Prepared> insert_;  ///< of all columns
    std::string last_error_;
};

/// An alias of the rowid that no column of the table hides; nothing for tables without one.
std::optional<std::string> rowid_alias(const Table& table);

/// Whether the table's key is another name of its rowid.
bool has_integer_key(const Schema& schema, const Table& table);

}  // namespace varve::compiler
