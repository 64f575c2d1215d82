#pragma once

// SQLite, and what of it Swift cannot import.

#include <sqlite3.h>

/// SQLITE_TRANSIENT is -1 cast to a function pointer, which Swift cannot write: SQLite copies the bytes.
static inline int banter_bind_text_copied(sqlite3_stmt *statement, int index, const char *bytes, int count) {
  return sqlite3_bind_text(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/// As banter_bind_text_copied, for a blob.
static inline int banter_bind_blob_copied(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/// SQLITE_STATIC is 0 cast to a function pointer: SQLite reads the bytes where they are.
static inline int banter_bind_blob_in_place(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_STATIC);
}

/// sqlite3_db_config takes a variable number of arguments: a file from elsewhere cannot make the schema run
/// functions, nor SQL write to the tables that SQLite keeps for itself.
static inline int banter_be_defensive(sqlite3 *database) {
  int result = sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  return result == SQLITE_OK ? sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0) : result;
}

/// A file's methods are a C structure of functions, which Swift would have to look into unsafely: writes what is in the
/// main database's file to the disk, as SQLite itself does.
static inline int banter_synchronize(sqlite3 *database) {
  sqlite3_file *file = 0;
  int result = sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (result != SQLITE_OK || !file || !file->pMethods) return result;
  return file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
}
