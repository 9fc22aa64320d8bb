#include "io/store/database.hpp"
#include "io/store/schema.hpp"
#include "pressrun/io/journal_care.hpp"

#include <sqlite3.h>

#include <array>
#include <sstream>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;

constexpr std::array tables{"runs", "jobs", "attempts", "assets", "failures"};

/// What no sequence of records leaves behind.
struct Rule {
  const char* says;
  const char* count;
};
constexpr std::array rules{
    Rule{"attempts of jobs that are not there",
         "SELECT count(*) FROM attempts WHERE job NOT IN (SELECT job FROM jobs)"},
    Rule{"assets of jobs that are not there",
         "SELECT count(*) FROM assets WHERE job NOT IN (SELECT job FROM jobs)"},
    Rule{"jobs that render without a request id",
         "SELECT count(*) FROM jobs WHERE status = 2 AND request_id = ''"},
    Rule{"jobs whose attempts are not all there",
         "SELECT count(*) FROM jobs j WHERE attempts <> (SELECT count(*) FROM attempts a WHERE a.job = "
         "j.job)"},
    Rule{"jobs that succeeded without a file",
         "SELECT count(*) FROM jobs j WHERE status = 3 AND NOT EXISTS (SELECT 1 FROM assets a WHERE a.job = "
         "j.job)"},
    Rule{"attempts of a state that is not known",
         "SELECT count(*) FROM attempts WHERE state NOT IN ('intent', 'accepted', 'refused', 'rejected', "
         "'in_doubt', 'resolved')"},
    Rule{"jobs of a status that is not known", "SELECT count(*) FROM jobs WHERE status NOT BETWEEN 0 AND 7"},
};

std::uintmax_t size_of(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  return error ? 0 : size;
}

/// The log lies beside the file itself, whatever links lead there.
std::uintmax_t with_log(const fs::path& journal) {
  std::error_code error;
  const fs::path real = fs::canonical(journal, error);
  return size_of(real) + size_of(real.string() + "-wal");
}

class Look {
 public:
  Look(SQLite::Database& database, JournalFindings& into) : database_(database), into_(into) {}

  void file() {
    try {
      SQLite::Statement check{database_, "PRAGMA integrity_check(20)"};
      while (check.executeStep()) {
        std::istringstream lines{check.getColumn(0).getString()};  // the first answer may be several
        for (std::string line; std::getline(lines, line);)
          if (line != "ok" && !line.starts_with("***")) into_.damage.push_back(line);
      }
    } catch (const SQLite::Exception& error) {
      into_.damage.emplace_back(error.what());
    }
  }

  void rows() {
    for (const char* table : tables)
      into_.rows.emplace_back(table, counted("SELECT count(*) FROM " + std::string{table}));
    for (const Rule& rule : rules) {
      const std::int64_t found = counted(rule.count);
      if (found > 0) into_.contradictions.push_back(std::to_string(found) + " " + rule.says);
    }
  }

 private:
  std::int64_t counted(const std::string& sql) {
    try {
      return database_.execAndGet(sql).getInt64();
    } catch (const SQLite::Exception& error) {
      if (into_.damage.empty()) into_.damage.emplace_back(error.what());
      return -1;
    }
  }

  SQLite::Database& database_;
  JournalFindings& into_;
};

}  // namespace

JournalFindings look_over(const fs::path& journal) {
  return guarded(
      journal,
      [&] {
        JournalFindings found;
        found.bytes = with_log(journal);
        const auto database = open_for_care(journal);
        found.version = database->execAndGet("PRAGMA user_version").getInt();
        Look look{*database, found};
        look.file();
        look.rows();
        // That of care overlooks more than a run does.
        if (std::string trouble = trouble_at_first_look(journal); !trouble.empty() && found.damage.empty())
          found.damage.push_back(std::move(trouble));
        return found;
      },
      Reader::care);
}

Compaction compact(const fs::path& journal) {
  return guarded(journal, [&] {
    Compaction done;
    done.before = with_log(journal);
    const auto database = open_for_writing(journal);
    database->exec("DELETE FROM answers WHERE read_at < (unixepoch() - 90 * 86400) * 1000");
    database->exec("VACUUM");
    database->exec("PRAGMA wal_checkpoint(TRUNCATE)");
    done.after = with_log(journal);
    return done;
  });
}

void bring_up_to_date(const fs::path& journal, const std::function<void(const std::string&)>& say) {
  if (size_of(journal) == 0) return;
  open_for_writing(journal, say);
}

}  // namespace pressrun::io
