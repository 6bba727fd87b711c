#include <ostream>
#include <varve/connection.hpp>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/command_options.hpp"
#include "runtime/command_line/dump.hpp"
#include "runtime/command_line/reading.hpp"
#include "runtime/command_line/session.hpp"
#include "runtime/src/migrator.hpp"

namespace varve::detail {

int dump_command(const Chain&, const CommandOptions& options, std::ostream& out) {
    if (options.schema_only && options.data_only)
        throw CommandError(exit_usage,
                           "`--schema-only` and `--data-only` leave nothing together: give one, or neither");
    const Connection connection = open_for_asking(options);
    const ReadTransaction one_state(connection.native_handle());
    const DumpContent content = options.schema_only ? DumpContent::schema
                                : options.data_only ? DumpContent::data
                                                    : DumpContent::all;
    const auto print = [&](Onlooker& onlooker) {
        const auto write = [&](std::string_view sql) {
            if (onlooker.stops()) throw Error(ErrorCode::interrupted, "interrupted");
            out.write(sql.data(), static_cast<std::streamsize>(sql.size()));
        };
        try {
            dump(connection.native_handle(), content, write);
        } catch (...) {
            out << std::endl;  // it may have stopped within a line
            throw;
        }
        if (!out.flush()) throw CommandError(exit_failed, "the dump could not be written to its end");
        return exit_done;
    };
    return run_reading(connection, ", and a shell keeps nothing of a dump that was cut short", print);
}

}  // namespace varve::detail
