/* plain_start <database>: what a program in C does that opens a database and reads one row. */

#include <sqlite3.h>

int main(int argc, char** argv) {
    sqlite3* db = 0;
    sqlite3_stmt* statement = 0;
    if (argc != 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, 0) != SQLITE_OK) return 1;
    sqlite3_busy_timeout(db, 5000);
    if (sqlite3_exec(db, "PRAGMA foreign_keys=ON", 0, 0, 0) != SQLITE_OK) return 1;
    if (sqlite3_prepare_v2(db, "SELECT name FROM things_0 LIMIT 1", -1, &statement, 0) != SQLITE_OK) return 1;
    if (sqlite3_step(statement) == SQLITE_ERROR) return 1;
    sqlite3_finalize(statement);
    return sqlite3_close(db);
}
