#include "tests/support/random_schema.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace varve::compiler::testing {

namespace {

/// A type, a literal that it holds, SQL of its storage, and a default that only SQL can say.
struct TypeChoice {
    std::string_view type;
    std::string_view literal;
    std::string_view sql;
    std::string_view body;
};

constexpr std::array<TypeChoice, 15> types{{
    {"int64", "-7", "(1 + 2)", "+1"},
    {"int32", "42", "(abs(-3))", "-2"},
    {"bool", "true", "(1)", "true"},
    {"real", "1.5e-3", "(0.5)", ".5"},
    {"text", "'it''s // no comment'", "(lower('X)'))", "Unknown"},
    {"text(20)", "\"say \"\"hi\"\"\"", "('a' || 'b')", "\"legacy\""},
    {"blob", "(x'00ff')", "(randomblob(4))", "x'00ff'"},
    {"blob(16)", "(zeroblob(16))", "(randomblob(16))", "(zeroblob(16))"},
    {"timestamp", "now", "(0)", "0x10"},
    {"date", "now", "('2020-02-29')", "current_date"},
    {"uuid", "random_uuid", "(randomblob(16))", "(zeroblob(16))"},
    {"json", "'{\"a\": [1]}'", "('[]')", "'}{'"},
    {"decimal", "12.50", "('0')", "9.5"},
    {"Color", "green", "('red')", "'red'"},
    {"Uid", "(zeroblob(16))", "(randomblob(16))", "(zeroblob(16))"},
}};

/// `ignore` and `replace` lose rows by design, which no law of plans could bear.
constexpr std::array<std::string_view, 3> conflicts{"rollback", "abort", "fail"};

constexpr std::array<std::string_view, 8> odd_names{
    "\"order\"", "\"index\"", "\"ünï\"", "\"two words\"", "type", "\"say \"\"hi\"\"\"", "key", "\"[x]\""};

constexpr std::array<std::string_view, 3> cpp_types{"", " as \"app::Uid\"",
                                                    " as \"app::Uid\" from \"app/uid.hpp\""};

/// A generated column is given no random value: SQLite takes deterministic functions there.
std::string fixed(std::string_view sql) {
    std::string out(sql);
    const std::size_t at = out.find("randomblob");
    return at == std::string::npos ? out : out.replace(at, 10, "zeroblob");
}

struct Made {
    std::string name;
    std::string key;  ///< its single primary key column; "" where there is none
    std::string key_type;
};

class SchemaWriter {
public:
    explicit SchemaWriter(std::uint32_t seed) : seed_(seed), random_(seed) {}

    std::string write() {
        out_ = "schema random {\n  edition 1\n  target sqlite >= 3.37\n";
        out_ += std::string(chance(3) ? "  constraints unnamed\n" : "") + "}\n";
        out_ += "enum Color { red, green, \"dark blue\" }\n";
        out_ += "type Uid = blob(16)" + std::string(cpp_types[seed_ % cpp_types.size()]) + "\n";
        const std::size_t count = 1 + below(4);
        for (std::size_t at = 0; at < count; ++at)
            table(at);
        if (chance(2)) view();
        if (chance(2)) trigger();
        return out_;
    }

private:
    std::size_t below(std::size_t limit) { return random_() % limit; }
    bool chance(std::size_t one_in) { return below(one_in) == 0; }
    template <typename List>
    auto pick(const List& list) {
        return list[below(list.size())];
    }

    void line(const std::string& text) { out_ += "  " + text + "\n"; }

    void table(std::size_t at) {
        Made made;
        made.name = chance(5) ? "\"table " + std::to_string(at) + "\"" : "t" + std::to_string(at);
        columns_.clear();
        strict_ = chance(2);
        out_ += "table " + made.name + " {\n";
        const bool keyed = primary_key(made);
        const std::size_t count = 1 + below(6);
        for (std::size_t column = 0; column < count; ++column)
            this->column(column);
        if (!tables_.empty() && chance(2)) reference();
        constraints(made.name);
        if (strict_) line("on sqlite strict");
        if (keyed && chance(4) && !needs_rowid_) line("on sqlite without rowid");
        out_ += "}\n";
        tables_.push_back(made);
    }

    std::string conflict() { return chance(6) ? " on conflict " + std::string(pick(conflicts)) : ""; }

    std::string counted() {
        needs_rowid_ = chance(2);
        return needs_rowid_ ? " autoincrement" : "";
    }

    bool primary_key(Made& made) {
        needs_rowid_ = false;
        const std::size_t kind = below(8);
        if (kind == 0) return false;
        made.key = "id";
        made.key_type = kind == 2 ? "text" : "int64";
        columns_ = {"id"};
        if (kind == 3) {
            line("id int64");
            line("part text");
            line("primary key " + std::string(chance(3) ? "by_both " : "") +
                 "(part collate nocase, id desc)" + conflict());
            columns_ = {"id", "part"};
            made.key.clear();
        } else if (kind == 4) {
            line("id int64");
            line("primary key " + std::string(chance(2) ? "counted " : "") + "(id" +
                 (chance(3) ? " desc)" : ")") + counted() + conflict());
        } else if (kind == 5) {
            line("id int64 primary key desc" + conflict());
        } else if (kind == 6) {
            line("id int64 primary key \"the key\"" + counted() + conflict() + " not null");
            needs_rowid_ = true;
        } else {
            line("id " + made.key_type + " primary key" + (kind == 2 ? "" : counted()) + conflict());
        }
        return true;
    }

    void column(std::size_t at) {
        const std::string name =
            at < 2 && chance(3) ? std::string(odd_names[at * 4 + below(4)]) : "c" + std::to_string(at);
        const TypeChoice type = pick(types);
        const bool nullable = chance(3);
        std::string text = name + " " + std::string(type.type) + (nullable ? "?" : "");
        if (!strict_ && chance(8)) text += " sqltype " + std::string(chance(3) ? "\"\"" : "\"VARCHAR(7)\"");
        if (!nullable && chance(8))
            text += " not null" + std::string(chance(2) ? " given" + std::to_string(checks_++) : "") +
                    " on conflict abort";
        if (chance(6)) text += " unique" + conflict();
        if (chance(6)) text += " collate nocase";
        if (at > 0 && chance(8))
            text += " := " + fixed(type.sql) + (chance(2) ? " stored" : "");
        else if (nullable && chance(4))
            text += " = null";
        else if (chance(6))
            text += " = sql { " + std::string(type.body) + " }";
        else if (chance(2))
            text += " = " + std::string(chance(2) ? type.literal : type.sql);
        if (chance(6)) text += " check (length(" + name + ") < 1000)";
        if (chance(9)) text += " check c_" + std::to_string(checks_++) + " (" + name + " <> ')' -- it's\n  )";
        if (chance(6)) text += "  /// Said of it.";
        line(text);
        columns_.push_back(name);
    }

    void reference() {
        const Made& parent = pick_ref();
        if (parent.key.empty()) return;
        static constexpr std::array<std::string_view, 5> actions{"cascade", "set null", "set default",
                                                                 "restrict", "no action"};
        const std::array<std::string, 4> ways{"", "." + parent.key, " (" + parent.key + ")", " ()"};
        std::string target = parent.name + pick(ways);
        if (chance(2)) target += " on delete " + std::string(pick(actions));
        if (chance(3)) target += " on update " + std::string(pick(actions));
        if (chance(6)) target += chance(2) ? " match full" : " match simple";
        if (chance(3)) target += " deferrable" + std::string(chance(2) ? " initially immediate" : "");
        if (chance(8)) target += " unchecked";
        if (chance(2)) {
            line("parent_id " + parent.key_type + "? -> " + target);
        } else {
            line("parent_id " + parent.key_type + "?");
            line("foreign " + std::string(chance(2) ? "fk_named " : "") + "(parent_id) -> " + target);
        }
        columns_.push_back("parent_id");
    }

    const Made& pick_ref() { return tables_[below(tables_.size())]; }

    void constraints(const std::string& table) {
        const std::string first = columns_.front();
        const std::string last = columns_.back();
        if (chance(3)) line("check (length(" + first + ") + 1 > 0)");
        if (chance(4)) line("check rule_" + std::to_string(checks_++) + " (" + last + " <> '(' or 1)");
        if (chance(4) && first != last) line("unique (" + last + ", " + first + ")" + conflict());
        if (chance(6) && first != last) line("unique both (" + first + " collate nocase, " + last + " desc)");
        if (chance(3)) line("index (" + last + " desc)");
        if (chance(4))
            line("index ix_" + std::to_string(indexes_++) + " ((length(" + first + ")), " + last +
                 " collate nocase)");
        if (chance(5)) line("unique index (" + first + ") where (" + last + " is not null)");
        keyed_table_ = table;
        keyed_column_ = first;
    }

    void view() {
        out_ += "view v as V { n int64, \"last one\" text? } = sql {\n  SELECT count(*), max(" +
                keyed_column_ + ") FROM " + keyed_table_ + ";\n}\n";
    }

    void trigger() {
        out_ += "trigger trg after update of " + keyed_column_ + " on " + keyed_table_ +
                " sql {\n  WHEN old." + keyed_column_ + " IS NOT new." + keyed_column_ +
                "\n  BEGIN SELECT RAISE(ABORT, 'fixed;}'); END;\n}\n";
    }

    std::uint32_t seed_;
    std::mt19937 random_;
    std::string out_;
    std::vector<Made> tables_;
    std::vector<std::string> columns_;
    std::string keyed_table_;
    std::string keyed_column_;
    bool strict_ = false;
    bool needs_rowid_ = false;
    int checks_ = 0;
    int indexes_ = 0;
};

}  // namespace

std::string random_schema(std::uint32_t seed) {
    return SchemaWriter(seed).write();
}

}  // namespace varve::compiler::testing
