#include <algorithm>

#include "generator/emit/emitters.hpp"
#include "generator/emit/literal.hpp"

namespace varve::compiler {
namespace {

constexpr std::size_t most_bytes =
    16000;  // compilers limit a literal, and cost more than linearly for long ones

/// Pieces of at most `most_bytes`, cut behind a line's end where there is one.
std::vector<std::string> pieces_of(const std::string& text) {
    std::vector<std::string> pieces;
    std::string_view rest = text;
    while (!rest.empty()) {
        std::size_t size = std::min(rest.size(), most_bytes);
        if (size != rest.size()) {
            const std::size_t line_end = rest.rfind('\n', size - 1);
            if (line_end != std::string_view::npos) size = line_end + 1;
        }
        pieces.emplace_back(rest.substr(0, size));
        rest.remove_prefix(size);
    }
    return pieces;
}

void emit_text(Printer& out, const std::string& name, const Text& text) {
    const std::vector<std::string> pieces = pieces_of(text.str());
    if (pieces.empty()) return;
    const auto list = [&] {
        for (const std::string& piece : pieces) {
            const auto lines = [&] {
                for (const std::string& line : cpp_literal_lines(piece))
                    out.emit({{"line", line}}, "$line$\n");
            };
            out.emit({{"lines", lines}, {"size", std::to_string(piece.size())}}, R"code(
                {
                    $lines$
                    , $size$},
    )code");
        }
    };
    out.emit({{"name", name}, {"pieces", list}}, R"code(
        constexpr varve::Piece $name$[] = {
            $pieces$
        };

    )code");
}

/// `{pointer, size}`: no compiler has to measure it.
std::string view(std::string_view text) {
    return "{" + cpp_literal(text) + ", " + std::to_string(text.size()) + "}";
}

std::string text_reference(const std::string& name, const Text& text) {
    const std::size_t count = pieces_of(text.str()).size();
    return count == 0 ? "{}" : "{" + name + ", " + std::to_string(count) + "}";
}

std::string grade_name(Grade grade) {
    switch (grade) {
        case Grade::exact:
            return "exact";
        case Grade::loses:
            return "loses";
        case Grade::none:
            break;
    }
    return "none";
}

const char* flag(bool value) {
    return value ? "true" : "false";
}

/// "5_2": the second way of the fifth revision.
std::string way_number(std::size_t revision, std::size_t way) {
    return std::to_string(revision + 1) + "_" + std::to_string(way + 1);
}

void emit_way(Printer& out, const Way& way, const std::string& number) {
    out.emit({{"parent", view(way.parent)},
              {"body", view(way.body)},
              {"up", text_reference("up_" + number, way.up)},
              {"down", text_reference("down_" + number, way.down)},
              {"grade", grade_name(way.grade)},
              {"loses", view(way.loses)},
              {"readers", flag(way.compatible_readers)}},
             R"code(
        {
            .parent = $parent$,
            .body = $body$,
            .up = $up$,
            .down = $down$,
            .grade = varve::Grade::$grade$,
            .loses = $loses$,
            .compatible_readers = $readers$,
        },
    )code");
}

void emit_ways(Printer& out, const Chain& chain) {
    for (std::size_t i = 0; i != chain.count; ++i) {
        const Revision& revision = chain.revisions[i];
        if (revision.way_count == 0) continue;
        const auto list = [&] {
            for (std::size_t each = 0; each != revision.way_count; ++each)
                emit_way(out, revision.ways[each], way_number(i, each));
        };
        out.emit({{"number", std::to_string(i + 1)}, {"ways", list}}, R"code(
            constexpr varve::Way ways_$number$[] = {
                $ways$
            };

        )code");
    }
}

void emit_way_list(Printer& out, const Revision& revision, const std::string& number) {
    if (revision.way_count == 0) return;
    out.emit({{"number", number}, {"count", std::to_string(revision.way_count)}}, R"code(
        .ways = ways_$number$,
        .way_count = $count$,
    )code");
}

void emit_revision(Printer& out, const Revision& revision, const std::string& number) {
    out.emit({{"digest", view(revision.digest)},
              {"parents", view(revision.parents)},
              {"name", view(revision.name)},
              {"message", view(revision.message)},
              {"body", view(revision.body)},
              {"fingerprint", view(revision.fingerprint)},
              {"up", text_reference("up_" + number, revision.up)},
              {"down", text_reference("down_" + number, revision.down)},
              {"grade", grade_name(revision.grade)},
              {"loses", view(revision.loses)},
              {"readers", flag(revision.compatible_readers)},
              {"draft", flag(revision.draft)},
              {"number", view(revision.number)},
              {"ways", [&] { emit_way_list(out, revision, number); }}},
             R"code(
        {
            .digest = $digest$,
            .parents = $parents$,
            .name = $name$,
            .message = $message$,
            .body = $body$,
            .fingerprint = $fingerprint$,
            .up = $up$,
            .down = $down$,
            .grade = varve::Grade::$grade$,
            .loses = $loses$,
            .compatible_readers = $readers$,
            .draft = $draft$,
            .number = $number$,
            $ways$
        },
    )code");
}

void emit_revisions(Printer& out, const Chain& chain) {
    if (chain.count == 0) return;
    const auto list = [&] {
        for (std::size_t i = 0; i != chain.count; ++i)
            emit_revision(out, chain.revisions[i], std::to_string(i + 1));
    };
    out.emit({{"revisions", list}}, R"code(
        constexpr varve::Revision revisions[] = {
            $revisions$
        };

    )code");
}

void emit_unmanaged(Printer& out, const Chain& chain) {
    if (chain.unmanaged_count == 0) return;
    const auto list = [&] {
        for (std::size_t i = 0; i != chain.unmanaged_count; ++i)
            out.emit({{"type", view(chain.unmanaged[i].type)}, {"name", view(chain.unmanaged[i].name)}},
                     "{$type$, $name$},\n");
    };
    out.emit({{"unmanaged", list}}, R"code(
        constexpr varve::UnmanagedObject unmanaged[] = {
            $unmanaged$
        };

    )code");
}

void emit_unmanaged_list(Printer& out, const Chain& chain) {
    if (chain.unmanaged_count == 0) return;
    out.emit({{"count", std::to_string(chain.unmanaged_count)}}, R"code(
        .unmanaged = unmanaged,
        .unmanaged_count = $count$,
    )code");
}

void emit_old_versions(Printer& out, const Chain& chain) {
    if (chain.old_version_count == 0) return;
    const auto list = [&] {
        for (std::size_t i = 0; i != chain.old_version_count; ++i)
            out.emit({{"version", view(chain.old_versions[i].version)},
                      {"digest", view(chain.old_versions[i].digest)}},
                     "{$version$, $digest$},\n");
    };
    out.emit({{"versions", list}}, R"code(
        constexpr varve::OldVersion old_versions[] = {
            $versions$
        };

    )code");
}

void emit_old_versions_list(Printer& out, const Chain& chain) {
    if (chain.old_version_count == 0) return;
    out.emit({{"table", view(chain.old_table)}, {"count", std::to_string(chain.old_version_count)}}, R"code(
        .old_table = $table$,
        .old_versions = old_versions,
        .old_version_count = $count$,
    )code");
}

void emit_fresh(Printer& out, const Chain& chain) {
    if (chain.fresh.count == 0) return;
    out.emit({{"fresh", text_reference("fresh", chain.fresh)}}, R"code(
        .fresh = $fresh$,
    )code");
}

void emit_texts_of(Printer& out, const Revision& revision, std::size_t index) {
    const std::string number = std::to_string(index + 1);
    emit_text(out, "up_" + number, revision.up);
    emit_text(out, "down_" + number, revision.down);
    for (std::size_t way = 0; way != revision.way_count; ++way) {
        emit_text(out, "up_" + way_number(index, way), revision.ways[way].up);
        emit_text(out, "down_" + way_number(index, way), revision.ways[way].down);
    }
}

}  // namespace

std::string chain_text(const CppSchema& schema, const Chain& chain) {
    Printer out;
    const auto texts = [&] {
        for (std::size_t i = 0; i != chain.count; ++i)
            emit_texts_of(out, chain.revisions[i], i);
        emit_text(out, "structure", chain.structure);
        emit_text(out, "fresh", chain.fresh);
    };
    out.emit({{"space", schema.cpp_namespace},
              {"name", schema.name},
              {"schema", view(chain.schema)},
              {"texts", texts},
              {"ways", [&] { emit_ways(out, chain); }},
              {"revisions", [&] { emit_revisions(out, chain); }},
              {"unmanaged", [&] { emit_unmanaged(out, chain); }},
              {"unmanaged_list", [&] { emit_unmanaged_list(out, chain); }},
              {"old_versions", [&] { emit_old_versions(out, chain); }},
              {"old_versions_list", [&] { emit_old_versions_list(out, chain); }},
              {"fresh", [&] { emit_fresh(out, chain); }},
              {"list", chain.count == 0 ? "nullptr" : "revisions"},
              {"count", std::to_string(chain.count)},
              {"structure", text_reference("structure", chain.structure)},
              {"build", view(chain.build)}},
             R"code(
        // Generated by varve from the chain of the schema `$name$`. Edit neither: a revision is frozen.
        #include <varve/chain.hpp>

        static_assert(varve::generated_abi == 3, "regenerate with the varve of this runtime");

        namespace {

        $texts$
        $ways$
        $revisions$
        $unmanaged$
        $old_versions$
        #ifdef VARVE_ALLOW_DRAFTS
        constexpr bool drafts_allowed = true;
        #else
        constexpr bool drafts_allowed = false;
        #endif

        constexpr varve::Chain baked{
            .abi = 3,
            .schema = $schema$,
            .revisions = $list$,
            .count = $count$,
            .structure = $structure$,
            .drafts_allowed = drafts_allowed,
            .build = $build$,
            $unmanaged_list$
            $old_versions_list$
            $fresh$
        };

        }  // namespace

        namespace $space$ {

        const varve::Chain& chain();
        const varve::Chain& chain() { return baked; }

        }  // namespace $space$
    )code");
    return out.take();
}

}  // namespace varve::compiler
