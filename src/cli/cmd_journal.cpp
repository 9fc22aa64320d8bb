// pressrun journal check|compact|export: for people in trouble.
#include "cli/command_table.hpp"
#include "pressrun/app/campaign_home.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_journal_keeper.hpp"
#include "pressrun/io/journal_lock.hpp"
#include "pressrun/io/journal_maintenance.hpp"
#include "pressrun/io/system_clock.hpp"
#include "pressrun/ports/journal.hpp"
#include "pressrun/report/json_text.hpp"
#include "wiring/failure.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace pressrun::cli {
namespace {

namespace json = boost::json;

std::string megabytes(std::uintmax_t bytes) {
  const std::uintmax_t tenths = (bytes * 10 + (1U << 19)) >> 20;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

json::array list_of(const std::vector<std::string>& texts) {
  json::array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

std::string check_json(const app::LoadedCampaign& one, const io::JournalFindings& found,
                       const json::value& older) {
  json::object rows;
  for (const auto& [table, count] : found.rows)
    rows[table] = count < 0 ? json::value(nullptr) : json::value(count);
  const json::object all{{"journal", one.journal.string()},
                         {"sound", found.sound()},
                         {"version", found.version},
                         {"bytes", found.bytes},
                         {"rows", std::move(rows)},
                         {"damage", list_of(found.damage)},
                         {"contradictions", list_of(found.contradictions)},
                         {"older_than_last_used_here", older},
                         {"held", io::is_held(one.journal)}};
  std::string text;
  report::append_json(text, all);
  return text + "\n";
}

std::string check_text(const app::LoadedCampaign& one, const io::JournalFindings& found) {
  std::string text = printable(one.journal.string()) + ": ";
  text += found.sound() ? "sound" : !found.damage.empty() ? "DAMAGED" : "CONTRADICTS ITSELF";
  text += ", version " + std::to_string(found.version) + ", " + megabytes(found.bytes) + "\n ";
  for (const auto& [table, count] : found.rows)
    text += " " + (count < 0 ? "?" : std::to_string(count)) + " " + table;
  text += "\n";
  for (const std::string& line : found.damage) text += "  damage: " + printable(line) + "\n";
  for (const std::string& line : found.contradictions) text += "  contradiction: " + line + "\n";
  if (io::is_held(one.journal)) text += "  a run holds it at this moment\n";
  if (found.sound()) return text;
  return text + "what can be read of it: pressrun journal export " + one.suggested +
         " -o FILE; then restore it from a backup, or move it away:\n"
         "a run without it pays for everything again\n";
}

ExitCode check(const app::LoadedCampaign& one, const Invocation& invocation) {
  const io::JournalFindings found = io::check_journal(one.journal);
  // How far a damaged one has come cannot be told.
  json::value older;
  if (found.damage.empty()) older = app::warn_of_lost_journal(one, invocation.journals, invocation.person);
  std::cout << (invocation.options.output.json ? check_json(one, found, older) : check_text(one, found));
  std::cout.flush();
  return found.sound() ? ExitCode::success : ExitCode::journal_or_results;
}

ExitCode compact(const app::LoadedCampaign& one, const Invocation& invocation) {
  const Options& options = invocation.options;
  asio::io_context context{1};
  io::DiskJournalKeeper keeper{context.get_executor(), options.run.lock_timeout};
  const auto hold = keeper.hold(one.journal);
  app::take_in_rescue(one.journal, keeper, invocation.person);
  app::warn_of_lost_journal(one, invocation.journals, invocation.person);
  app::bring_up_to_date(one.journal, keeper, invocation.person);
  io::CompactionTerms terms;
  terms.keep_runs = options.keep_runs;
  if (options.forget_unwanted)
    terms.forget_before =
        io::wall_now() - std::chrono::duration_cast<std::chrono::milliseconds>(*options.forget_unwanted);
  const io::Compaction done = io::compact(one.journal, terms);
  std::cerr << printable(one.journal.string()) << ": " << megabytes(done.before) << " before, "
            << megabytes(done.after) << " after; no job was dropped\n";
  if (done.forgotten > 0)
    std::cerr << "  " << done.forgotten << " contents that no manifest has asked for since "
              << to_rfc3339(*terms.forget_before) << " were forgotten\n";
  if (done.runs_forgotten > 0)
    std::cerr << "  " << done.runs_forgotten << (done.runs_forgotten == 1 ? " run was" : " runs were")
              << " forgotten\n";
  return ExitCode::success;
}

/// Where an export goes: standard output, or a new file that is its owner's alone.
class ExportFile {
 public:
  explicit ExportFile(std::string name) : name_(std::move(name)) {
    if (name_.empty() || name_ == "-") return;
    descriptor_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor_ < 0)
      throw CommandFailed(ExitCode::usage,
                          "'" + printable(name_) + "' cannot be made: " + std::strerror(errno));
  }
  ~ExportFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  ExportFile(const ExportFile&) = delete;
  ExportFile& operator=(const ExportFile&) = delete;

  void add(const json::object& row) {
    report::append_json(waiting_, row);
    waiting_ += '\n';
    if (waiting_.size() >= (1U << 16)) flush();
  }

  void flush() {
    const int target = descriptor_ >= 0 ? descriptor_ : STDOUT_FILENO;
    std::size_t written = 0;
    while (written < waiting_.size()) {
      const ssize_t some = ::write(target, waiting_.data() + written, waiting_.size() - written);
      if (some < 0 && errno == EINTR) continue;
      if (some < 0)
        throw CommandFailed(ExitCode::journal_or_results,
                            std::string{"the export cannot be written: "} + std::strerror(errno));
      written += static_cast<std::size_t>(some);
    }
    waiting_.clear();
  }

 private:
  std::string name_;
  std::string waiting_;
  int descriptor_ = -1;
};

ExitCode export_rows(const app::LoadedCampaign& one, const Options& options) {
  ExportFile file{options.authoring.file};
  const io::JournalExport done =
      io::export_journal(one.journal, [&](const json::object& row) { file.add(row); });
  file.flush();
  std::cerr << done.rows << " rows exported\n";
  for (const std::string& table : done.unreadable)
    std::cerr << "  not all rows could be read of " << printable(table) << "\n";
  return done.unreadable.empty() ? ExitCode::success : ExitCode::journal_or_results;
}

}  // namespace

ExitCode cmd_journal(Invocation& invocation) {
  const app::LoadedCampaign& one = invocation.manifests.front();
  const std::string& action = invocation.options.journal_action;
  std::error_code error;
  if (const auto size = std::filesystem::file_size(one.journal, error); error || size == 0) {
    if (error == std::errc::permission_denied)
      static_cast<void>(invocation.journals.open(one.journal));  // says whose it is
    app::warn_of_lost_journal(one, invocation.journals, invocation.person);
    throw app::no_run_of(one, invocation.journals);
  }
  if (action == "check") return check(one, invocation);
  if (action == "compact") return compact(one, invocation);
  return export_rows(one, invocation.options);
}

}  // namespace pressrun::cli
