#include "runtime/src/open_blob.hpp"

#include <sqlite3.h>

#include <algorithm>

#include <fmt/format.h>

#include <varve/error.hpp>
#include <varve/source.hpp>

#include "runtime/src/session.hpp"
#include "runtime/src/sqlite_error.hpp"

namespace varve::detail {
namespace {

OpenBlob& opened(const BlobOpening& opening) {
    if (opening.blob == nullptr)
        throw Error(
            ErrorCode::misuse,
            "a blob's handle stands on nothing: there is no such row, or it holds NULL; ask the handle "
            "(`if (handle)`) before it is used");
    if (opening.blob->number != opening.number)
        throw Error(ErrorCode::misuse, "a blob's handle is used after its transaction has ended");
    return *opening.blob;
}

[[noreturn]] void fail_blob(const OpenBlob& blob, int code) {
    const std::string place = fmt::format("`{}.{}`", blob.table, blob.column);
    if ((code & 0xff) == SQLITE_ABORT)
        throw Error(
            ErrorCode::misuse,
            fmt::format("the row of a handle of {} was changed or erased after it was opened: open it again",
                        place),
            SQLITE_ABORT);
    throw_sqlite(blob.session->handle, code, "cannot use a handle of " + place);
}

std::size_t size_of(const OpenBlob& blob) {
    return static_cast<std::size_t>(sqlite3_blob_bytes(blob.handle));
}

}  // namespace

OpenBlob& OpenBlobs::take() {
    const auto free = [](const OpenBlob& place) { return place.handle == nullptr; };
    const auto found = std::find_if(places_.begin(), places_.end(), free);
    OpenBlob& place = found != places_.end() ? *found : places_.emplace_back();
    ++place.number;
    return place;
}

int OpenBlobs::close_all() noexcept {
    int closed = 0;
    for (OpenBlob& place : places_) {
        if (place.handle == nullptr) continue;
        sqlite3_blob_close(place.handle);
        place.handle = nullptr;
        ++place.number;
        ++closed;
    }
    return closed;
}

}  // namespace varve::detail

namespace varve::source {

detail::BlobOpening open_blob(Prepared& look_up, const char* table, const char* column, BlobUse use) {
    const int found = sqlite3_step(look_up.handle);
    if (found != SQLITE_ROW && found != SQLITE_DONE) detail::fail(look_up);
    const std::int64_t rowid = sqlite3_column_int64(look_up.handle, 0);
    release(look_up);
    if (found == SQLITE_DONE) return {};
    detail::OpenSession& session = detail::open_session(*look_up.session);
    detail::OpenBlob& blob = session.blobs().take();
    const int code =
        sqlite3_blob_open(session.handle, "main", table, column, rowid, use == BlobUse::write, &blob.handle);
    if (code != SQLITE_OK) {
        blob.handle = nullptr;
        detail::throw_sqlite(session.handle, code,
                             fmt::format("cannot open a handle of `{}.{}`", table, column));
    }
    blob.session = &session;
    blob.table = table;
    blob.column = column;
    ++session.live;
    return {&blob, blob.number};
}

}  // namespace varve::source

namespace varve {

BlobReader::~BlobReader() {
    detail::OpenBlob* const blob = opening_.blob;
    if (blob == nullptr || blob->number != opening_.number) return;
    sqlite3_blob_close(blob->handle);
    blob->handle = nullptr;
    ++blob->number;
    --blob->session->live;
}

std::size_t BlobReader::size() const {
    return detail::size_of(detail::opened(opening_));
}

std::size_t BlobReader::read(std::size_t offset, std::span<std::byte> to) const {
    const detail::OpenBlob& blob = detail::opened(opening_);
    const std::size_t size = detail::size_of(blob);
    const std::size_t count = offset < size ? std::min(to.size(), size - offset) : 0;
    // An expired handle has no size left; SQLite is asked all the same, and says so.
    const int code = sqlite3_blob_read(blob.handle, to.data(), static_cast<int>(count),
                                       static_cast<int>(count != 0 ? offset : 0));
    if (code != SQLITE_OK) detail::fail_blob(blob, code);
    return count;
}

Blob BlobReader::read_all() const {
    Blob bytes(size());
    read(0, bytes);
    return bytes;
}

void BlobWriter::write(std::size_t offset, BlobView from) const {
    const detail::OpenBlob& blob = detail::opened(opening_);
    const std::size_t size = detail::size_of(blob);
    const bool fits = from.size() <= size && offset <= size - from.size();
    const int code = sqlite3_blob_write(blob.handle, from.data(), fits ? static_cast<int>(from.size()) : 0,
                                        fits ? static_cast<int>(offset) : 0);
    if (code != SQLITE_OK) detail::fail_blob(blob, code);
    if (!fits)
        throw Error(
            ErrorCode::misuse,
            fmt::format("a handle of `{}.{}` holds {} bytes and keeps its size: {} at {} go beyond its end",
                        blob.table, blob.column, size, from.size(), offset));
}

}  // namespace varve
