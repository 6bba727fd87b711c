#include "generator/emit/emitters.hpp"
#include "generator/emit/literal.hpp"

namespace varve::compiler {
namespace {

void emit_tables(Printer& out, const CppSchema& schema, bool writers) {
    for (const CppTable& table : schema.tables)
        out.emit({{"space", schema.cpp_namespace},
                  {"row", table.row},
                  {"role", writers && !table.read_only ? "Writer" : "Reader"},
                  {"variable", table.variable}},
                 "::$space$::$row$::$role$ $variable$;\n");
}

void emit_members_from_session(Printer& out, const CppSchema& schema, std::string_view first) {
    std::string before(first);
    for (const CppTable& table : schema.tables) {
        out.emit({{"before", before}, {"variable", table.variable}}, "$before$$variable$(session)\n");
        before = ", ";
    }
}

}  // namespace

void emit_database(Printer& out, const CppSchema& schema) {
    out.emit({{"readers", [&] { emit_tables(out, schema, false); }},
              {"writers", [&] { emit_tables(out, schema, true); }}},
             R"code(
        /// What a read transaction sees: one moment of the database. It has no verbs that write.
        class Snapshot {
        public:
            explicit Snapshot(varve::detail::Session& session);
            $readers$
        };

        /// A write transaction: rolled back when its function throws.
        class Transaction : public varve::TransactionBase {
        public:
            explicit Transaction(varve::detail::Session& session);
            $writers$
        };

        /// An open database. See varve::DatabaseBase for threads.
        class Database : public varve::DatabaseBase {
        public:
            /// Opens the file and brings it to this program's revision. Throws varve::MigrationError and varve::Error.
            static Database open(const varve::DatabaseOptions& options);

            /// Runs `work(Transaction&)` in a write transaction and passes on what it returns. A throw rolls back.
            template <class Work>
            auto write(Work&& work) {
                return varve::detail::run<varve::detail::WriteScope, Transaction>(pool_, work);
            }

            /// Runs `work(const Snapshot&)` in a read transaction and passes on what it returns.
            template <class Work>
            auto read(Work&& work) {
                return varve::detail::run<varve::detail::ReadScope, const Snapshot>(pool_, work);
            }

        private:
            using varve::DatabaseBase::DatabaseBase;
        };

    )code");
}

void emit_database_source(Printer& out, const CppSchema& schema) {
    const bool any = !schema.tables.empty();
    out.emit({{"snapshot", [&] { emit_members_from_session(out, schema, ": "); }},
              {"transaction", [&] { emit_members_from_session(out, schema, ", "); }},
              {"unused", any ? "" : "[[maybe_unused]] "}},
             R"code(
        Snapshot::Snapshot($unused$varve::detail::Session& session)
            $snapshot$
        {}

        Transaction::Transaction(varve::detail::Session& session)
            : varve::TransactionBase(session)
            $transaction$
        {}

        Database Database::open(const varve::DatabaseOptions& options) {
            return Database(options, chain(), varve_texts);
        }

    )code");
}

}  // namespace varve::compiler
