// Every way to change a record of the lock, to take one out, to put one in or to change two about, with the
// line's checksum left as it was and made anew; and everything of two directories changed about.
#include <functional>
#include <string>
#include <vector>

#include "generator/history/lock_line.hpp"
#include "generator/history/verify_base.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

using Lines = std::vector<std::string>;

Lines split(const std::string& text, char end) {
    Lines parts;
    std::string part;
    bool quoted = false;
    for (std::size_t i = 0; i != text.size(); ++i) {
        if (text[i] == '"' && text[i - 1] != '\\') quoted = !quoted;
        if (text[i] == end && !quoted) {
            parts.push_back(part);
            part.clear();
        } else {
            part += text[i];
        }
    }
    if (!part.empty()) parts.push_back(part);
    return parts;
}

std::string joined(const Lines& parts, char end) {
    std::string text;
    for (const std::string& part : parts)
        text += part + end;
    return text;
}

/// The words of a record, without its checksum.
Lines words_of(const std::string& line) {
    Lines words = split(line, ' ');
    words.pop_back();
    return words;
}

std::string with_sum(const Lines& words) {
    std::string line = joined(words, ' ');
    line.pop_back();
    return line + " sum=" + lock_line_sum(line);
}

/// A chain whose revisions have all that a record can speak of.
struct Subject {
    test::FrozenChain chain;
    Lines lines;

    Subject() {
        std::vector<RevisionSource> revisions = test::small_chain().revisions;
        for (RevisionSource& revision : revisions)
            revision.proof = "INSERT INTO " + revision.name + " VALUES ( 1 );\n";
        chain = test::frozen(std::move(revisions));
        lines = split(write_lock(chain.lock), '\n');
    }

    bool refuses(const Lines& changed) const {
        SourceSet sources;
        DiagnosticSink sink;
        const std::optional<Lock> lock =
            parse_lock(sources, sources.add("chain.lock", joined(changed, '\n')), sink);
        if (lock) verify(*lock, chain.revisions, {}, sink);
        return sink.has_errors();
    }

    /// Against the lock that a base ref holds.
    bool base_refuses(const Lines& changed) const {
        SourceSet sources;
        DiagnosticSink sink;
        const std::optional<Lock> lock =
            parse_lock(sources, sources.add("chain.lock", joined(changed, '\n')), sink);
        if (lock) verify_base(chain.lock, "main", *lock, {}, sink);
        return sink.has_errors();
    }

    Lines with(std::size_t line, const std::string& text) const {
        Lines changed = lines;
        changed[line] = text;
        return changed;
    }
};

/// Each value that could stand in a word's place: one digit or letter other, those of the other records,
/// none.
Lines other_values(const Subject& subject, const std::string& word) {
    const std::size_t is = word.find('=');
    const std::string key = is == std::string::npos ? word : word.substr(0, is + 1);
    Lines values;
    for (std::size_t at = key.size(); at < word.size(); ++at) {
        std::string other = word;
        other[at] = other[at] == 'a' ? 'b' : 'a';
        values.push_back(other);
    }
    for (std::size_t line = 1; line != subject.lines.size(); ++line)
        for (const std::string& other : words_of(subject.lines[line]))
            if (other.starts_with(key) && other != word) values.push_back(other);
    if (is != std::string::npos) values.insert(values.end(), {key, key + "-"});
    return values;
}

}  // namespace

TEST_CASE("every change of a word of a lock's record is refused") {
    const Subject subject;
    REQUIRE_FALSE(subject.refuses(subject.lines));
    std::size_t tried = 0;
    for (std::size_t line = 1; line != subject.lines.size(); ++line) {
        const Lines words = words_of(subject.lines[line]);
        const std::string sum = split(subject.lines[line], ' ').back();
        for (std::size_t at = 0; at != words.size(); ++at) {
            for (const std::string& value : other_values(subject, words[at])) {
                if (value == words[at]) continue;
                Lines changed = words;
                changed[at] = value;
                INFO(value);
                REQUIRE(subject.refuses(subject.with(line, joined(changed, ' ') + sum)));
                const Lines forged = subject.with(line, with_sum(changed));
                // A message is in no digest: only a base knows what it was.
                const bool is_message = words[at].starts_with("message=");
                if (!is_message) REQUIRE(subject.refuses(forged));
                REQUIRE(subject.base_refuses(forged));
                ++tried;
            }
        }
    }
    CHECK(tried > 1000);
}

TEST_CASE("words of a record that go, come twice or change places are refused") {
    const Subject subject;
    for (std::size_t line = 1; line != subject.lines.size(); ++line) {
        const Lines words = words_of(subject.lines[line]);
        for (std::size_t at = 0; at != words.size(); ++at) {
            Lines gone = words;
            gone.erase(gone.begin() + static_cast<std::ptrdiff_t>(at));
            Lines twice = words;
            twice.insert(twice.begin() + static_cast<std::ptrdiff_t>(at), words[at]);
            INFO(words[at]);
            REQUIRE(subject.refuses(subject.with(line, with_sum(gone))));
            REQUIRE(subject.refuses(subject.with(line, with_sum(twice))));
            for (std::size_t other = 0; other != at; ++other) {
                Lines swapped = words;
                std::swap(swapped[at], swapped[other]);
                REQUIRE(subject.refuses(subject.with(line, with_sum(swapped))));
            }
        }
    }
}

TEST_CASE("records that go, come twice, change places or come from elsewhere are refused") {
    const Subject subject;
    const auto at = [](std::size_t place) { return static_cast<std::ptrdiff_t>(place); };
    for (std::size_t line = 0; line != subject.lines.size(); ++line) {
        INFO(subject.lines[line]);
        Lines gone = subject.lines;
        gone.erase(gone.begin() + at(line));
        REQUIRE(subject.refuses(gone));
        for (std::size_t place = 0; place <= subject.lines.size(); ++place) {
            Lines twice = subject.lines;
            twice.insert(twice.begin() + at(place), subject.lines[line]);
            REQUIRE(subject.refuses(twice));
        }
        for (std::size_t other = 0; other != line; ++other) {
            Lines swapped = subject.lines;
            std::swap(swapped[line], swapped[other]);
            REQUIRE(subject.refuses(swapped));
        }
    }
    Lines forged = words_of(subject.lines.back());
    forged[3] = "parents=" + subject.chain.lock.records.back().digest;
    forged[2] = "digest=" + std::string(64, '7');
    Lines inserted = subject.lines;
    inserted.push_back(with_sum(forged));
    REQUIRE(subject.refuses(inserted));
}

TEST_CASE("no part of two frozen directories can change places, and none can go") {
    const Subject subject;
    const std::vector<std::function<std::string&(RevisionSource&)>> parts{
        [](RevisionSource& each) -> std::string& { return each.up; },
        [](RevisionSource& each) -> std::string& { return each.down; },
        [](RevisionSource& each) -> std::string& { return each.proof.value(); },
        [](RevisionSource& each) -> std::string& { return each.schema_text; },
        [](RevisionSource& each) -> std::string& { return each.stamp.value(); },
        [](RevisionSource& each) -> std::string& { return each.name; },
        [](RevisionSource& each) -> std::string& { return each.number; },
    };
    const auto refuses = [&](const std::vector<RevisionSource>& revisions) {
        DiagnosticSink sink;
        verify(subject.chain.lock, revisions, {}, sink);
        return sink.has_errors();
    };
    for (std::size_t part = 0; part != parts.size(); ++part) {
        INFO("part " << part);
        for (std::size_t one = 0; one != 3; ++one) {
            std::vector<RevisionSource> emptied = subject.chain.revisions;
            parts[part](emptied[one]).clear();
            // Numbers are for people; order is what they are held to.
            if (part != 6) REQUIRE(refuses(emptied));
            for (std::size_t other = 0; other != one; ++other) {
                std::vector<RevisionSource> swapped = subject.chain.revisions;
                std::swap(parts[part](swapped[one]), parts[part](swapped[other]));
                REQUIRE(refuses(swapped));
            }
        }
    }
}

}  // namespace varve::compiler
