#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <varve/connection.hpp>
#include <varve/slot.hpp>

#include "runtime/src/open_blob.hpp"

namespace varve::detail {

/// Names a statement that has no number: the address of its constant text, and which variant of it.
struct StatementKey {
    const void* text;
    std::uint64_t variant;
    bool operator==(const StatementKey&) const = default;
};

struct StatementKeyHash {
    std::size_t operator()(const StatementKey& key) const noexcept {
        return (reinterpret_cast<std::uintptr_t>(key.text) >> 4) ^ (key.variant * 0x9E3779B97F4A7C15U);
    }
};

/// A connection with its statements: owns both, and finalises the statements first. One thread at a time.
class OpenSession : public Session {
public:
    OpenSession(Connection connection, SlotTexts texts);
    ~OpenSession();
    OpenSession(const OpenSession&) = delete;
    OpenSession& operator=(const OpenSession&) = delete;

    Connection& connection() noexcept { return connection_; }

    /// The numbered slot's own statement if it is free, or a spare one. Throws Error; `misuse` outside a
    /// transaction.
    Prepared& take_slot(unsigned slot);

    /// The statement of a key, ready to be bound; nothing when it was never prepared.
    Prepared* take(const StatementKey& key);
    Prepared& add(const StatementKey& key, std::string_view sql);

    /// Between a begin and its end the slots are open; outside, every use of a table is refused, at no cost
    /// to those inside.
    void begin_read() { begin(begin_read_, "BEGIN"); }
    void begin_write() {
        begin(begin_write_, "BEGIN IMMEDIATE");
        writes_ = true;
    }

    /// Inside a write: whether the schema has changed since it was last found to be ours; true at first. Where
    /// nobody else has written since our own last commit, SQLite's count of the file's versions says so at
    /// once. Else it counts how often it prepared a statement again: one step of one that reads nothing.
    bool schema_moved();
    void schema_is_ours() noexcept { known_at_ = prepared_again(); }

    void commit();
    void roll_back() noexcept;

    OpenBlobs& blobs() noexcept { return blobs_; }

private:
    void prepare(Prepared& statement, std::string_view sql);
    Prepared& take_from(Prepared& first, std::string_view sql);
    auto own_statements() noexcept {
        return std::array{&begin_read_, &begin_write_, &commit_, &roll_back_, &sentinel_};
    }
    int prepared_again() const noexcept;
    std::optional<unsigned> file_version() const noexcept;
    void begin(Prepared& statement, std::string_view sql);
    void run(Prepared& statement, std::string_view sql);
    void open_slots(bool open) noexcept { slots = open ? numbered_.data() : closed_.data(); }
    void refuse_if_closed() const;

    Connection connection_;
    SlotTexts texts_;
    std::vector<Prepared> numbered_;  ///< never resized: `slots` points at it inside a transaction
    std::vector<Prepared> closed_;    ///< as many that are never ready: `slots` points at it outside
    std::deque<Prepared> added_;      ///< spares and keyed ones; addresses are stable
    std::unordered_map<StatementKey, Prepared*, StatementKeyHash> keyed_;
    OpenBlobs blobs_;
    Prepared begin_read_, begin_write_, commit_, roll_back_, sentinel_;
    bool writes_ = false;                ///< the transaction that is open
    std::optional<unsigned> left_at_{};  ///< the file's version behind our last commit of a write
    int known_at_ = -1;                  ///< the sentinel's count when the schema was last found to be ours
};

inline OpenSession& open_session(Session& session) {
    return static_cast<OpenSession&>(session);
}

}  // namespace varve::detail
