#include "io/journal/migration.hpp"

namespace pressrun::io {

void carry_over_version_3(SQLite::Database& database) {
  for (const char* table : {"runs_3", "jobs_3", "attempts_3", "assets_3", "failures_3", "book_3"})
    database.exec(std::string{"DROP TABLE "} + table);
}

}  // namespace pressrun::io
