#include "cli/campaigns.hpp"

#include "cli/failure.hpp"
#include "cli/places.hpp"
#include "pressrun/api/encode_request.hpp"
#include "pressrun/api/legacy_fingerprint.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/sqlite_journal.hpp"

#include <algorithm>
#include <iterator>

namespace pressrun::cli {
namespace {

namespace fs = std::filesystem;

/// Standard input is nowhere: what is now a file of that name was tried out with it.
bool is_there(const std::string& manifest) {
  std::error_code error;
  return manifest != "-" && (fs::exists(manifest, error) || fs::is_symlink(manifest, error));
}

std::string folder_of(const std::string& manifest) { return fs::path{manifest}.parent_path().string(); }

[[noreturn]] void refuse_namesake(const Campaigned& one, const std::string& other) {
  throw CommandFailed(ExitCode::usage, "'" + printable(other) + "' and '" + printable(one.path) +
                                           "' both go by the name '" + printable(one.manifest->name()) +
                                           "': set `name:` in one of them" +
                                           ", or share one journal on purpose with --state");
}

/// What the first jobs of a manifest show, as a journal is asked for it.
std::vector<JobQuery> first_jobs(const Campaigned& one, const Workspace& workspace) {
  constexpr std::size_t most = 100;
  std::vector<JobQuery> jobs;
  const auto stream = one.manifest->jobs();
  for (auto spec = stream->next(); spec && jobs.size() < most; spec = stream->next()) {
    const Design* design = workspace.design(spec->design_id);
    auto encoded = api::encode(*spec, design, workspace.font_names());
    auto* job = std::get_if<Job>(&encoded);
    const auto content = job != nullptr ? ContentDigest::parse(job->content) : std::nullopt;
    if (!content) continue;
    JobQuery query{job->key, *content, job->formats, job->keep_outdated, {}};
    for (const Fingerprint& old : api::legacy_fingerprints(*spec, design, workspace.font_names())) {
      if (const auto alias = ContentDigest::parse(old.text)) query.aliases.push_back(*alias);
    }
    jobs.push_back(std::move(query));
  }
  return jobs;
}

bool knows(JournalReader& journal, const std::vector<JobQuery>& jobs) {
  for (const AccountRecord& account : journal.accounts()) {
    const std::vector<Registered> found = journal.look_up(account.number, 0, jobs);
    if (std::ranges::any_of(found, [](const Registered& one) { return !one.record.requests.empty(); }))
      return true;
  }
  return false;
}

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

/// Whether this journal is that of a manifest that knows the jobs.
std::optional<Neighbour> as_neighbour(const fs::path& file, const Campaigned& one,
                                      const std::vector<JobQuery>& jobs) {
  try {
    const auto journal = io::open_journal(file);
    if (!journal || !knows(*journal, jobs)) return std::nullopt;
    Neighbour made{file, "", true};
    for (const CampaignRecord& campaign : journal->campaigns()) {
      // Of an earlier version it is not known whose it is.
      const bool stays = campaign.path.empty() || (campaign.path != one.path && is_there(campaign.path));
      if (made.manifest.empty() || stays)
        made.manifest = campaign.path.empty() ? "a manifest named " + campaign.name : campaign.path;
      made.is_gone = made.is_gone && !stays;
    }
    return made;
  } catch (const JournalError&) {
    return std::nullopt;
  }
}

}  // namespace

Home find_home(JournalReader& journal, const Campaigned& one, bool shared) {
  Home home;
  std::optional<CampaignRecord> moved;
  for (CampaignRecord& campaign : journal.campaigns()) {
    const bool same_path = campaign.path == one.path;
    const bool same_name = campaign.name == one.manifest->name();
    if (same_path && same_name) {
      home = {};  // it has been here before: whatever else is in this journal was asked about then
      home.campaign = std::move(campaign);
      return home;
    }
    // An earlier version had one manifest a journal, and did not note which.
    const bool is_ownerless = campaign.path.empty();
    if (!same_path && !same_name && !is_ownerless) continue;
    // The path alone is the same: the manifest was given another name.
    if (same_path || is_ownerless || !is_there(campaign.path)) {
      if (!moved || same_path) moved = std::move(campaign);
    } else if (folder_of(campaign.path) == folder_of(one.path)) {
      refuse_namesake(one, campaign.path);
    } else if (!shared) {
      home.copied_from = campaign.path;
    }
  }
  home.moved = moved.has_value();
  home.campaign = std::move(moved);
  return home;
}

CampaignRecord campaign_of(JournalReader& journal, const Campaigned& one, const Options& options) {
  Home home = find_home(journal, one, !options.input.state.empty());
  if (!home.campaign && !home.copied_from.empty()) {
    for (CampaignRecord& campaign : journal.campaigns()) {
      if (campaign.path == home.copied_from && campaign.name == one.manifest->name()) return campaign;
    }
  }
  if (!home.campaign) refuse_without_run(one);
  return *std::move(home.campaign);
}

std::optional<Neighbour> find_neighbour(const Campaigned& one, const Options& options,
                                        const Workspace& workspace) {
  std::error_code error;
  if (!options.input.state.empty() || one.named == "-" || fs::exists(one.journal, error)) return std::nullopt;
  const fs::path here = one.journal.parent_path();
  const bool simulated = options.input.simulate;
  const std::vector<fs::path> beside = journals_in(here, simulated);
  // A link has the journals of what it leads to, too.
  const fs::path there = real_place(one.named).parent_path() / here.filename();
  const std::vector<fs::path> of_target =
      is_same_file(here, there) ? std::vector<fs::path>{} : journals_in(there, simulated);
  const std::vector<fs::path> around = journals_around(fs::path{one.path}.parent_path(), simulated);
  if (beside.empty() && of_target.empty() && around.empty()) return std::nullopt;
  const std::vector<JobQuery> jobs = first_jobs(one, workspace);
  if (jobs.empty()) return std::nullopt;
  std::optional<Neighbour> found;
  for (const fs::path& file : beside) {
    auto neighbour = as_neighbour(file, one, jobs);
    // One whose manifest is gone is this one, renamed; one whose manifest is there only shares some of it.
    if (neighbour && (!found || (neighbour->is_gone && !found->is_gone))) found = std::move(neighbour);
  }
  // What lies elsewhere is asked about, and never taken over.
  for (auto file = of_target.begin(); !found && file != of_target.end(); ++file)
    found = as_neighbour(*file, one, jobs);
  for (auto file = around.begin(); !found && file != around.end(); ++file) {
    auto neighbour = as_neighbour(*file, one, jobs);
    if (!neighbour || !neighbour->is_gone) continue;  // one that is there is another campaign
    neighbour->is_gone = false;
    found = std::move(neighbour);
  }
  if (found && std::ranges::find(beside, found->journal) == beside.end()) found->is_gone = false;
  return found;
}

}  // namespace pressrun::cli
