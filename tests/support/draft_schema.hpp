#pragma once

#include <string>
#include <vector>

namespace varve::compiler::testing {

/// A schema in the making. Texts speak of tables, columns and objects by marks (`@7@`, the thing's number),
/// so that a rename reaches every mention and a drop finds what must go with it.
struct DraftColumn {
    int id = 0;
    std::string name;
    std::string type;
    bool nullable = false;
    std::string sqltype = {};    ///< of a column that keeps an existing database's type
    std::string key = {};        ///< ` primary key autoincrement`
    std::string not_null = {};   ///< ` not null given on conflict abort`
    std::string unique = {};     ///< ` unique`, ` unique on conflict abort`
    std::string collate = {};    ///< ` collate nocase`
    std::string value = {};      ///< ` = 7`
    std::string generated = {};  ///< ` := (…) stored`
    std::string reference = {};  ///< ` -> @3@.@4@ on delete cascade`
    std::string check = {};      ///< ` check named (…)`
    std::string hints = {};      ///< ` fill (…) convert (…)`

    std::string text() const;  ///< all clauses, without hints
};

struct DraftIndex {
    int id = 0;
    std::string name;
    std::string body;  ///< `(@4@ desc) where (…)`
    bool unique = false;
};

struct DraftTable {
    int id = 0;
    std::string name;
    std::vector<DraftColumn> columns;
    std::vector<std::string> items;  ///< keys, checks, uniques, references of the table
    std::vector<DraftIndex> indexes;
    bool strict = false;
    bool without_rowid = false;
    std::string hints = {};  ///< ` was gone`
};

struct DraftValue {
    int id = 0;
    std::string name;
};

struct DraftEnum {
    std::string name;
    std::vector<DraftValue> values;
    std::string map = {};
};

/// A view, trigger, search or virtual table: `view ` and ` = sql { … }` around the name.
struct DraftObject {
    int id = 0;
    std::string name;
    std::string head;
    std::string body;
};

struct DraftSchema {
    bool unnamed = false;
    std::vector<DraftEnum> enums;
    std::vector<DraftTable> tables;
    std::vector<DraftObject> objects;

    /// The file's text. What was `before` and has another name now says `was`.
    std::string print(const DraftSchema* before = nullptr) const;

    const DraftTable* table(int id) const;
    std::string name_of(int id) const;

    /// Takes out every clause, item, index and object that mentions the thing.
    void forget(int id);
};

std::string mark(int id);

/// The name bare where it can stand so, in the language as in SQL; else in double quotes.
std::string written_name(const std::string& name);

}  // namespace varve::compiler::testing
