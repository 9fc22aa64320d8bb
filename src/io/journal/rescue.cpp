#include "io/journal/rescue.hpp"

#include "io/journal/compact_json.hpp"
#include "io/journal/database.hpp"
#include "io/journal/journal_book.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/io/journal_rescue.hpp"

#include <SQLiteCpp/Transaction.h>
#include <boost/json.hpp>

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
namespace json = boost::json;

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

// ---- facts as lines

std::string no_prefix(std::int64_t) { return {}; }
const Prefixes whole_addresses{[](std::string_view) { return std::int64_t{0}; }, no_prefix};

json::value as_json(const std::string& list) { return list.empty() ? json::array{} : json::parse(list); }

void write_fact(json::object& line, const IdIssued& f) {
  line["kind"] = "id";
  line["id"] = f.id.text;
  line["proof"] = static_cast<int>(f.proof);
  line["as_of"] = to_column(f.as_of);
}
void write_fact(json::object& line, const BannersSeen& f) {
  line["kind"] = "banners";
  line["assets"] = as_json(write_assets(f.assets, whole_addresses));
}
void write_fact(json::object& line, const RequestConcluded& f) {
  line["kind"] = "end";
  line["assets"] = as_json(write_assets(f.assets, whole_addresses));
  line["failures"] = as_json(write_failures(f.failures));
  line["polls"] = f.polls;
  line["as_of"] = to_column(f.as_of);
  line["run"] = f.run;
}

/// Empty: nothing that was paid for.
std::string line_of(const LedgerEntry& entry) {
  json::object line{{"account", entry.content.account}, {"content", entry.content.digest.text()}};
  std::visit(
      [&](const auto& f) {
        if constexpr (requires { write_fact(line, f); }) {
          line["request"] = f.request;
          line["at"] = to_column(f.at);
          write_fact(line, f);
        }
      },
      entry.fact);
  return line.contains("kind") ? json::serialize(line) + "\n" : std::string{};
}

WallTime moment(const json::object& line, const char* name) { return wall_time(line.at(name).as_int64()); }

Fact fact_in(const json::object& line) {
  const RequestNumber request = line.at("request").as_int64();
  const std::string kind{line.at("kind").as_string()};
  const WallTime at = moment(line, "at");
  if (kind == "id")
    return IdIssued{request, RequestId{std::string{line.at("id").as_string()}},
                    static_cast<Proof>(line.at("proof").as_int64()), moment(line, "as_of"), at};
  std::vector<Asset> assets = read_assets(json::serialize(line.at("assets")), whole_addresses);
  if (kind == "banners") return BannersSeen{request, std::move(assets), at};
  return RequestConcluded{request,
                          std::move(assets),
                          read_failures(json::serialize(line.at("failures"))),
                          static_cast<int>(line.at("polls").as_int64()),
                          moment(line, "as_of"),
                          line.at("run").as_int64(),
                          at};
}

/// Nothing: the line cannot be read, as where the disk was full in the middle of it.
std::optional<LedgerEntry> entry_in(const std::string& text) {
  try {
    const json::value value = json::parse(text);
    const json::object& line = value.as_object();
    const auto digest = ContentDigest::parse(std::string{line.at("content").as_string()});
    if (!digest) return std::nullopt;
    return LedgerEntry{{line.at("account").as_int64(), *digest}, fact_in(line)};
  } catch (const std::exception&) {
    return std::nullopt;
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
      const std::optional<LedgerEntry> entry = entry_in(line);
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

}  // namespace

fs::path save_from_deletion(SQLite::Database& database, const fs::path& journal) {
  make_folder(journal.parent_path());
  const fs::path file = make_free(whole_of(journal));
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
    for (const LedgerEntry& entry : entries) text += line_of(entry);
    if (text.empty()) return {};
    make_folder(journal.parent_path());
    const fs::path file = facts_of(journal);
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0) return {};
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
