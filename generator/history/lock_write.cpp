#include <fmt/format.h>

#include "generator/history/lock_line.hpp"
#include "runtime/src/sha256.hpp"

namespace varve::compiler {
namespace {

std::string or_dash(std::string_view value) {
    return value.empty() ? "-" : std::string(value);
}

std::string joined(const std::vector<std::string>& digests) {
    return digests.empty() ? "-" : fmt::format("{}", fmt::join(digests, ","));
}

std::string escaped(char c) {
    switch (c) {
        case '"':
            return "\\\"";
        case '\\':
            return "\\\\";
        case '\n':
            return "\\n";
        case '\r':
            return "\\r";
        case '\t':
            return "\\t";
        default:
            break;
    }
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 ? fmt::format("\\u{:04x}", static_cast<unsigned>(byte)) : std::string(1, c);
}

}  // namespace

std::string lock_line_sum(std::string_view line_without_sum) {
    return detail::sha256_hex(line_without_sum).substr(0, 16);
}

std::string quote_message(std::string_view text) {
    std::string quoted = "\"";
    for (char c : text)
        quoted += escaped(c);
    return quoted + '"';
}

std::string write_lock_line(const LockRecord& record) {
    std::vector<std::string> bodies;
    std::vector<std::string> downs;
    std::vector<std::string> proofs;
    for (const WayDigests& way : record.ways) {
        bodies.push_back(way.body);
        downs.push_back(or_dash(way.down));
        proofs.push_back(or_dash(way.proof));
    }
    std::string line = fmt::format(
        "revision sha256 digest={} parents={} body={} down={} proof={} fingerprint={} name={} message={}",
        record.digest, joined(record.parents), joined(bodies), joined(downs), joined(proofs),
        record.fingerprint, record.name, quote_message(record.message));
    line += " sum=" + lock_line_sum(line);
    return line;
}

std::string write_lock_line(const AmendmentRecord& record) {
    const bool supersedes = record.kind == AmendmentRecord::Kind::supersede;
    std::string line = fmt::format("{} sha256 digest={} of={} parent={}", supersedes ? "supersede" : "redown",
                                   record.digest, record.of, or_dash(record.parent));
    if (supersedes) line += " body=" + record.way.body;
    line += " down=" + or_dash(record.way.down);
    if (supersedes) line += " proof=" + or_dash(record.way.proof);
    line += fmt::format(" name={} message={}", record.name, quote_message(record.message));
    line += " sum=" + lock_line_sum(line);
    return line;
}

std::string write_lock(const Lock& lock) {
    std::string text = std::string(lock_header) + '\n';
    auto amendment = lock.amendments.begin();
    for (std::size_t above = 0; above <= lock.records.size(); ++above) {
        if (above != 0) text += write_lock_line(lock.records[above - 1]) + '\n';
        for (; amendment != lock.amendments.end() && amendment->behind == above; ++amendment)
            text += write_lock_line(*amendment) + '\n';
    }
    return text;
}

}  // namespace varve::compiler
