#include "pressrun/io/disk_journals.hpp"

#include "pressrun/io/journal_lock.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/io/kept_answers.hpp"
#include "pressrun/io/places.hpp"
#include "pressrun/io/sqlite_journal.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> journals_in(const fs::path& folder, bool simulated) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".db") && name.ends_with(".simulated.db") == simulated) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

/// Such as /tmp: what lies there is anybody's.
bool is_shared(const fs::path& folder) {
  std::error_code error;
  return (fs::status(folder, error).permissions() & fs::perms::sticky_bit) != fs::perms::none;
}

/// In the folder above, and in the next ones beside and below: a manifest is seldom moved further.
std::vector<fs::path> journals_around(const fs::path& folder, bool simulated) {
  constexpr std::size_t most = 200;
  std::vector<fs::path> folders;
  for (const fs::path& within : {folder.parent_path(), folder}) {
    if (is_shared(within)) continue;
    if (within != folder) folders.push_back(within);
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(within, error)) {
      if (folders.size() >= most) break;
      std::error_code ignored;
      if (entry.is_directory(ignored) && entry.path() != folder) folders.push_back(entry.path());
    }
  }
  std::vector<fs::path> files;
  for (const fs::path& one : folders)
    std::ranges::move(journals_in(one / ".pressrun", simulated), std::back_inserter(files));
  return files;
}

}  // namespace

std::unique_ptr<JournalReader> DiskJournals::open(const std::filesystem::path& journal) {
  return open_journal(journal);
}

std::optional<JournalMark> DiskJournals::mark(const std::filesystem::path& journal) {
  return journal_mark(journal);
}

Staleness DiskJournals::staleness(const fs::path& journal) { return io::staleness(journal); }

/// One that may not be seen may be there: who opens it is told so.
bool DiskJournals::has(const std::filesystem::path& journal) {
  std::error_code error;
  return std::filesystem::exists(journal, error) || error == std::errc::permission_denied;
}

bool DiskJournals::is_held(const std::filesystem::path& journal) { return io::is_held(journal); }

/// Standard input is nowhere: what is now a file of that name was tried out with it.
bool DiskJournals::has_manifest(const std::string& path) {
  std::error_code error;
  return path != "-" && (fs::exists(path, error) || fs::is_symlink(path, error));
}

std::unique_ptr<std::istream> DiskJournals::open_results(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return nullptr;  // a pipe would wait for somebody
  return std::make_unique<std::ifstream>(file, std::ios::binary);
}

NearbyJournals DiskJournals::near(const fs::path& journal, const fs::path& manifest, const fs::path& folder,
                                  bool simulated) {
  const fs::path here = journal.parent_path();
  NearbyJournals found;
  found.beside = journals_in(here, simulated);
  // A link has the journals of what it leads to, too.
  const fs::path there = real_place(manifest).parent_path() / here.filename();
  if (!is_same_file(here, there)) found.of_target = journals_in(there, simulated);
  found.around = journals_around(folder, simulated);
  return found;
}

std::vector<KeptAnswer> DiskJournals::kept_answers(const std::filesystem::path& journal,
                                                   const std::vector<std::string>& names) {
  return io::kept_answers(journal, names);
}

void DiskJournals::keep_answers(const std::filesystem::path& journal, const std::vector<KeptAnswer>& answers,
                                Holding holding) {
  io::keep_answers(journal, answers, holding);
}

std::optional<WallTime> DiskJournals::plan_used(const std::filesystem::path& journal,
                                                const std::string& plan) {
  return io::plan_used(journal, plan);
}

std::optional<WallTime> DiskJournals::use_plan(const std::filesystem::path& journal, const std::string& plan,
                                               WallTime now) {
  return io::use_plan(journal, plan, now);
}

}  // namespace pressrun::io
