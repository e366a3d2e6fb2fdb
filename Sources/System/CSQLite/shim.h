#include <sqlite3.h>

// Keeping count of memory takes a lock of all connections for each allocation. Before the first use only.
static inline int shebao_sqlite3_count_no_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

// sqlite3_db_config takes a variable number of arguments, which Swift cannot call.
static inline int shebao_sqlite3_set_flag(sqlite3 *database, int flag, int on) {
    return sqlite3_db_config(database, flag, on, (int *)0);
}
