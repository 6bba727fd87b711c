#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3;

namespace varve::detail {

/// Who may read a file that is made.
enum class FileMode { owner_only, as_sqlite };

/// A file that gets its name only when it is whole: made under `<name>.<number>.part`, which nobody else has,
/// and renamed at the end. Gone at its end unless it was published. Never overwrites anything.
class NewFile {
public:
    /// Throws Error: `refused` when the name is taken, `read_only`, `io`.
    explicit NewFile(std::string name, FileMode mode = FileMode::owner_only);
    ~NewFile();
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    const std::string& part() const { return part_; }

    /// To be called when no connection has the file open: closing a descriptor would drop its locks. Brings
    /// it to the disk, then gives it its name.
    void publish();

private:
    std::string name_;
    std::string part_;
    bool published_ = false;
};

/// "content.db.20261120T201726.123Z-9b1c12345678.backup"; `tail` is "backup" or "rehearsal". Sorts by time.
std::string dated_name(const std::string& database, std::string_view id, std::string_view tail);

/// Of the files that dated_name() made for this database, removes all but the newest `keep`.
void prune_backups(const std::string& database, std::size_t keep);

/// Throws Error(refused) when a copy of so many bytes clearly has no room where `file` is to be.
void require_room(const std::string& database, const std::string& file, std::int64_t bytes);

}  // namespace varve::detail
