#include "generator/emit/emitters.hpp"
#include "generator/emit/sql_texts.hpp"

namespace varve::compiler {

std::string key_parameter(const CppTable& table, const std::string& name) {
    return (table.key.size() > 1 ? "const Key& " : table.key.front()->parameter + " ") + name;
}

std::string lookup_parameters(const CppLookup& lookup, bool numbered) {
    std::string parameters;
    for (std::size_t i = 0; i != lookup.fields.size(); ++i) {
        if (i != 0) parameters += ", ";
        parameters += lookup.fields[i]->parameter + " ";
        parameters += numbered ? "the_key" + std::to_string(i + 1) : lookup.fields[i]->name;
    }
    return parameters;
}

void emit_reader(Printer& out, const CppTable& table) {
    const auto look_ups = [&] {
        if (!table.key.empty())
            out.emit({{"row", table.row}, {"key", key_parameter(table, "key")}},
                     "varve::Found<$row$> find($key$) const;\n");
        for (const CppLookup& lookup : table.lookups)
            out.emit({{"row", table.row}, {"name", lookup.name}, {"keys", lookup_parameters(lookup, false)}},
                     "varve::Found<$row$> find_by_$name$($keys$) const;\n");
        emit_handles(out, table, HandleUse::read);
    };
    out.emit({{"row", table.row}, {"look_ups", look_ups}}, R"code(

        class Reader : public varve::Reader<$row$> {
        public:
            using varve::Reader<$row$>::Reader;
            $look_ups$
        };
    )code");
}

void emit_writer(Printer& out, const CppTable& table) {
    const std::string inserted = insert_result(table).type;
    const std::string upserted = upsert_type(table);
    const auto keyed = [&] {
        if (table.key.empty()) return;
        const bool patched = !patch_fields(table).empty();
        const Printer::Holes holes{{"key", key_parameter(table, "key")}, {"upserted", upserted}};
        if (patched)
            out.emit(holes, "bool update($key$, const Patch& patch) const;  ///< false: no such row\n");
        if (patched && table.key_takes_conflicts)
            out.emit(holes, "$upserted$ upsert(const New& row, const Patch& otherwise) const;\n");
        out.emit(holes, "bool erase($key$) const;  ///< false: no such row\n");
    };
    const auto upserts = [&] {
        if (patch_fields(table).empty()) return;
        for (const CppLookup& lookup : table.lookups)
            out.emit({{"upserted", upserted}, {"name", lookup.name}},
                     "$upserted$ upsert_by_$name$(const New& row, const Patch& otherwise) const;\n");
    };
    const auto handles = [&] { emit_handles(out, table, HandleUse::write); };
    out.emit({{"row", table.row},
              {"inserted", inserted},
              {"keyed", keyed},
              {"upserts", upserts},
              {"handles", handles}},
             R"code(

        class Writer : public Reader {
        public:
            using Reader::Reader;
            $inserted$ insert(const New& row) const;
            void insert_many(std::span<const New> rows) const;
            $keyed$
            $upserts$
            $handles$
            template <class E>
            std::int64_t erase_where(const varve::Condition<E>& the_condition) const {
                return varve::detail::erase_where<$row$>(*session_, the_condition);
            }
        };
    )code");
}

}  // namespace varve::compiler
