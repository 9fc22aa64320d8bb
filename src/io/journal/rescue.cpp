#include "io/journal/rescue.hpp"

#include "io/journal/database.hpp"
#include "io/journal/journal_book.hpp"
#include "io/journal/rescue_lines.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/io/journal_rescue.hpp"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;

fs::path whole_of(const fs::path& journal) { return journal.string() + ".rescue"; }
fs::path facts_of(const fs::path& journal) { return journal.string() + ".rescue.jsonl"; }

/// The first of NAME, NAME-2, NAME-3, … that is free, made as an empty file of our own.
fs::path make_free(const fs::path& name) {
  fs::path file = name;
  for (int number = 2;; ++number) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0) {
      ::close(descriptor);
      return file;
    }
    if (errno != EEXIST)
      throw JournalError("its content cannot be saved to " + file.string() + ": " + std::strerror(errno));
    file = name.string() + "-" + std::to_string(number);
  }
}

// ---- taking in

bool has_journal(const fs::path& journal) {
  std::error_code error;
  return fs::exists(journal, error) && fs::file_size(journal, error) > 0;
}

/// Nothing where it cannot be read: the run whose journal was cut off has saved more of it.
std::optional<JournalMark> mark_of_what_is_left(const fs::path& journal) {
  try {
    return journal_mark(journal);
  } catch (const JournalError&) {
    return std::nullopt;
  }
}

void require_sound(const fs::path& saved) {
  const auto database = open_for_reading(saved);
  SQLite::Statement check{*database, "PRAGMA quick_check(1)"};
  if (!check.executeStep() || check.getColumn(0).getString() != "ok")
    throw JournalError("not all of it can be read any more");
}

/// A journal that stands where the deleted one stood gives way where it knows less: it is empty, or an older
/// copy of the same. Another one that has runs of its own is for the user to choose.
void set_aside_the_lesser(const fs::path& journal, const fs::path& saved) {
  const auto here = mark_of_what_is_left(journal);
  const auto there = journal_mark(saved);
  const bool is_less =
      !here || here->id.empty() || (there && here->id == there->id && here->state <= there->state);
  if (!is_less)
    throw JournalError("journal " + journal.string() +
                       " is another than the one that a run lost; what that run had "
                       "bought is in " +
                       saved.string() + ": move that in its place, or delete it, and run again");
  std::error_code error;
  for (int number = 1;; ++number) {
    const fs::path aside = journal.string() + ".replaced-" + std::to_string(number);
    if (fs::exists(aside, error)) continue;
    fs::rename(journal, aside, error);
    if (error) throw JournalError("journal " + journal.string() + ": " + error.message());
    return;
  }
}

void take_in_whole(const fs::path& journal, std::vector<std::string>& told) {
  const fs::path saved = whole_of(journal);
  std::error_code error;
  if (!fs::exists(saved, error)) return;
  if (has_journal(journal)) set_aside_the_lesser(journal, saved);
  open_for_reading(saved);  // or it says why not
  // Left of the one that was deleted: its log would be taken for that of the new one.
  for (const char* rest : {"-wal", "-shm", "-journal"}) fs::remove(journal.string() + rest, error);
  fs::rename(saved, journal, error);
  if (error) throw JournalError("journal " + saved.string() + ": " + error.message());
  told.push_back("the journal " + journal.string() +
                 " was replaced, cut off or deleted while a run went on; what that run had saved takes its "
                 "place");
}

/// Whether the journal knows the request that it is about.
bool take_in(JournalBook& book, const LedgerEntry& entry) {
  HeldContent* held = book.ledger.find(entry.content);
  if (held == nullptr) return false;
  const RequestNumber number = std::visit(
      [](const auto& f) -> RequestNumber {
        if constexpr (requires { f.request; }) return f.request;
        return 0;
      },
      entry.fact);
  const bool known = std::ranges::find(held->record.requests, number, &GenerationRequest::number) !=
                     held->record.requests.end();
  if (known) book.purchases.commit({entry});
  return known;
}

struct TakenIn {
  std::size_t taken = 0;
  std::vector<std::string> left;  ///< lines
};

TakenIn take_in_lines(const fs::path& journal, std::istream& lines) {
  return guarded(journal, [&] {
    TakenIn done;
    JournalBook book{journal};
    SQLite::Transaction transaction{book.statements.database(), SQLite::TransactionBehavior::IMMEDIATE};
    book.begin_transaction();
    for (std::string line; std::getline(lines, line);) {
      if (line.empty()) continue;
      const std::optional<LedgerEntry> entry = read_rescue_line(line);
      if (entry && take_in(book, *entry)) {
        ++done.taken;
      } else {
        done.left.push_back(line);
      }
    }
    book.end_transaction();
    transaction.commit();
    return done;
  });
}

void take_in_facts(const fs::path& journal, std::vector<std::string>& told) {
  const fs::path file = facts_of(journal);
  std::ifstream lines{file};
  if (!lines || !has_journal(journal)) return;
  const TakenIn done = take_in_lines(journal, lines);
  lines.close();
  if (done.taken > 0)
    told.push_back("what the journal " + journal.string() + " could not take when it came, and " +
                   file.string() + " kept, is in it now: " + std::to_string(done.taken) +
                   (done.taken == 1 ? " record" : " records"));
  std::error_code ignored;
  if (done.left.empty()) {
    fs::remove(file, ignored);
    return;
  }
  const fs::path left = make_free(file.string() + ".left");
  std::ofstream out{left};
  for (const std::string& line : done.left) out << line << "\n";
  out.close();
  if (out) fs::remove(file, ignored);
  told.push_back(std::to_string(done.left.size()) + " lines of it fit nothing in the journal; they are in " +
                 left.string());
}

/// The disk was full when the last one wrote, or something like that.
bool ends_in_the_middle_of_a_line(int descriptor) {
  char last = '\n';
  const off_t size = ::lseek(descriptor, 0, SEEK_END);
  return size > 0 && ::pread(descriptor, &last, 1, size - 1) == 1 && last != '\n';
}

}  // namespace

fs::path save_from_deletion(SQLite::Database& database, const fs::path& journal) {
  make_folder(journal.parent_path());
  fs::path file = make_free(whole_of(journal));
  try {
    SQLite::Statement copy{database, "VACUUM INTO ?"};
    copy.bind(1, file.string());
    copy.exec();
    require_sound(file);  // of one that was cut off, we may hold all that is missing in memory, or not
  } catch (...) {
    std::error_code ignored;
    fs::remove(file, ignored);
    throw;
  }
  return file;
}

std::string write_rescue(const fs::path& journal, const std::vector<LedgerEntry>& entries) {
  try {
    std::string text;
    for (const LedgerEntry& entry : entries) text += rescue_line(entry);
    if (text.empty()) return {};
    make_folder(journal.parent_path());
    const fs::path file = facts_of(journal);
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0) return {};
    if (ends_in_the_middle_of_a_line(descriptor)) text.insert(0, "\n");
    const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return written && synced ? file.string() : std::string{};
  } catch (const std::exception&) {
    return {};
  }
}

std::vector<std::string> take_in_rescue(const fs::path& journal) {
  std::vector<std::string> told;
  take_in_whole(journal, told);
  take_in_facts(journal, told);
  return told;
}

}  // namespace pressrun::io
