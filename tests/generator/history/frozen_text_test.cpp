#include <map>
#include <string>

#include "generator/check/compile.hpp"
#include "generator/history/lock_line.hpp"
#include "generator/history/verify.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/error.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

/// A revision directory as bytes, by file name.
using Files = std::map<std::string, std::string>;

const std::string snapshot = R"(// the first state
schema shop {
  edition 1
  target sqlite >= 3.37
}

enum Size { small, large }

table items {
  id    int64      primary key autoincrement
  name  text(20)   check items_name_check (length("name") <= 20) // a name
  size  Size       = 'small'
  price int64?
  check cheap ("price" < 100 OR "name" LIKE 'gold %')
  index by_name (name desc)
}
)";

/// Reads a directory as the driver does; nothing when it tells of a fault itself.
std::optional<RevisionSource> read(const Files& files, DiagnosticSink& sink) {
    SourceSet sources;
    std::map<std::string, std::string> texts;
    for (const auto& [name, bytes] : files)
        if (detail::read_text(bytes, texts[name])) return std::nullopt;
    RevisionSource revision;
    revision.directory = "0001_initial";
    revision.number = "0001";
    revision.name = "initial";
    try {
        revision.up = detail::normalise_sql(texts.at("up.sql"));
        revision.down = detail::normalise_sql(texts.at("down.sql"));
        revision.proof = detail::normalise_sql(texts.at("proof.sql"));
    } catch (const Error&) {
        return std::nullopt;
    }
    const std::uint32_t file = sources.add("schema.varve", texts.at("schema.varve"));
    const std::optional<Schema> schema = compile(sources, file, sink, true);
    revision.schema_text = normalise_schema_text(sources, file, sink);
    if (!schema || sink.has_errors()) return std::nullopt;
    revision.schema = *schema;
    if (files.count("stamp") != 0) revision.stamp = texts.at("stamp").substr(0, texts.at("stamp").find('\n'));
    return revision;
}

struct Frozen {
    Files files;
    Lock lock;
};

Frozen freeze() {
    Frozen frozen;
    frozen.files["schema.varve"] = snapshot;
    frozen.files["down.sql"] = "--@ grade loses items\n-- gone\nDROP TABLE items;\n";
    frozen.files["proof.sql"] = "INSERT INTO nothing VALUES (1); -- none\n";
    frozen.files["up.sql"] = "SELECT 1";
    DiagnosticSink sink;
    const std::optional<RevisionSource> schema_alone = read(frozen.files, sink);
    INFO(test::told(sink));
    REQUIRE(schema_alone);
    frozen.files["up.sql"] = "-- everything\n" + test::create_all(schema_alone->schema) +
                             "/* and a row */ INSERT INTO items (name) VALUES ('it''s -- no  comment');\n";
    const std::optional<RevisionSource> revision = read(frozen.files, sink);
    REQUIRE(revision);
    frozen.lock.records.push_back(make_record(*revision, {}));
    frozen.files["stamp"] = frozen.lock.records.back().digest + "\n";
    return frozen;
}

bool is_refused(const Frozen& frozen) {
    DiagnosticSink sink;
    std::optional<RevisionSource> revision = read(frozen.files, sink);
    if (!revision) return true;
    verify(frozen.lock, {*revision}, {}, sink);
    return sink.has_errors();
}

/// For each byte, whether it belongs to a token.
std::vector<bool> token_bytes(const std::string& file, const std::string& text) {
    std::vector<bool> marked(text.size());
    if (file == "stamp")
        for (std::size_t i = 0; i + 1 < text.size(); ++i)
            marked[i] = true;
    if (file == "schema.varve")
        for (std::size_t i = 0, line = 0; i != text.size(); ++i) {
            if (text[i] == '\n') line = i + 1;
            const std::size_t comment = text.find("//", line);
            marked[i] = i < comment && text[i] != ' ' && text[i] != '\n';
        }
    if (file.find(".sql") != std::string::npos)
        // The semicolon of the last statement may be left out, as SQLite lets it.
        for (const detail::SqlToken& token : detail::sql_tokens(text.substr(0, text.rfind(';'))))
            for (std::size_t i = token.begin; i != token.end; ++i)
                marked[i] = true;
    return marked;
}

std::string with_crlf(const std::string& text) {
    std::string crlf = "\xef\xbb\xbf";
    for (char c : text)
        crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return crlf;
}

}  // namespace

TEST_CASE("every changed character of every frozen file is refused, but for comments") {
    const Frozen frozen = freeze();
    REQUIRE_FALSE(is_refused(frozen));
    for (const auto& [name, text] : frozen.files) {
        const std::vector<bool> tokens = token_bytes(name, text);
        for (std::size_t at = 0; at != text.size(); ++at) {
            if (!tokens[at]) continue;
            for (const char other : {static_cast<char>(text[at] ^ 1), ' '}) {
                if (other == text[at]) continue;
                Frozen changed = frozen;
                changed.files[name][at] = other;
                INFO(name << " byte " << at << ": " << changed.files[name]);
                REQUIRE(is_refused(changed));
            }
        }
    }
}

TEST_CASE("a token that goes, comes twice or changes places with the next is refused") {
    const Frozen frozen = freeze();
    std::size_t tried = 0;
    for (const char* name : {"up.sql", "down.sql", "proof.sql", "schema.varve"}) {
        const std::string& text = frozen.files.at(name);
        const std::vector<bool> marked = token_bytes(name, text);
        std::vector<detail::SqlToken> tokens;
        for (const detail::SqlToken& token : detail::sql_tokens(text))
            if (marked[token.begin]) tokens.push_back(token);
        const auto at = [&](std::size_t i) {
            return text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
        };
        const auto refused = [&](std::size_t first, std::size_t last, const std::string& instead) {
            Frozen changed = frozen;
            changed.files[name].replace(tokens[first].begin, tokens[last].end - tokens[first].begin, instead);
            ++tried;
            INFO(name << ": " << changed.files[name]);
            REQUIRE(is_refused(changed));
        };
        for (std::size_t i = 0; i != tokens.size(); ++i) {
            // An empty statement is none.
            if (at(i) != ";") refused(i, i, "");
            if (at(i) != ";") refused(i, i, at(i) + " " + at(i));
            if (i + 1 != tokens.size() && at(i) != at(i + 1)) refused(i, i + 1, at(i + 1) + " " + at(i));
        }
    }
    CHECK(tried > 300);
}

TEST_CASE("comments, white space and CRLF change nothing") {
    Frozen frozen = freeze();
    for (auto& [name, text] : frozen.files)
        text = with_crlf(text);
    REQUIRE_FALSE(is_refused(frozen));
    frozen = freeze();
    frozen.files["up.sql"] = "/* mended */\n\n" + frozen.files["up.sql"] + "\n-- at the end\n";
    frozen.files["down.sql"] = "--@   grade  loses items\nDROP /* all */ TABLE\n\titems ;";
    frozen.files["proof.sql"] = "INSERT INTO nothing VALUES(1);";
    frozen.files["schema.varve"].replace(0, 18, "// another comment");
    REQUIRE_FALSE(is_refused(frozen));
}

TEST_CASE("a directive is no comment") {
    Frozen frozen = freeze();
    frozen.files["up.sql"] += "--@ compatible readers\n";
    REQUIRE(is_refused(frozen));
    frozen = freeze();
    frozen.files["down.sql"].replace(0, 3, "-- ");
    REQUIRE(is_refused(frozen));
}

}  // namespace varve::compiler
