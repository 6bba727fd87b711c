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

std::string write_lock(const Lock& lock) {
    std::string text = std::string(lock_header) + '\n';
    for (const LockRecord& record : lock.records)
        text += write_lock_line(record) + '\n';
    return text;
}

}  // namespace varve::compiler
