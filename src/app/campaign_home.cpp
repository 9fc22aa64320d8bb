#include "pressrun/app/campaign_home.hpp"

#include "pressrun/api/encode_request.hpp"
#include "pressrun/api/legacy_fingerprint.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::app {
namespace {

namespace fs = std::filesystem;

std::string folder_of(const std::string& campaign) {
  return fs::path{manifest_path(campaign)}.parent_path().string();
}

[[noreturn]] void refuse_namesake(const LoadedCampaign& one, const std::string& other) {
  throw Declined(Reason::name_clash, "'" + printable(other) + "' and '" + printable(one.path) +
                                         "' both go by the name '" + printable(one.manifest->name()) +
                                         "': set `name:` in one of them" +
                                         ", or share one journal on purpose with --state");
}

/// What the first jobs of a manifest show, as a journal is asked for it.
std::vector<JobQuery> first_jobs(const LoadedCampaign& one, const WorkspaceSnapshot& workspace) {
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

/// Looks for a journal of a manifest that knows these jobs.
class NeighbourSearch {
 public:
  NeighbourSearch(const LoadedCampaign& one, const std::vector<JobQuery>& jobs, JournalFiles& files)
      : one_(one), jobs_(jobs), files_(files) {}

  /// One whose manifest is gone is this one, renamed; one whose manifest is there only shares some of it.
  void beside(const std::vector<fs::path>& journals) {
    for (const fs::path& journal : journals) {
      auto neighbour = look_into(journal);
      if (neighbour && (!found_ || (neighbour->is_gone && !found_->is_gone))) found_ = std::move(neighbour);
    }
  }

  /// What lies elsewhere is asked about, and never taken over.
  void elsewhere(const std::vector<fs::path>& journals, bool only_gone) {
    for (auto journal = journals.begin(); !found_ && journal != journals.end(); ++journal) {
      auto neighbour = look_into(*journal);
      if (!neighbour || (only_gone && !neighbour->is_gone))
        continue;  // one that is there is another campaign
      neighbour->is_gone = false;
      found_ = std::move(neighbour);
    }
  }

  std::optional<Neighbour> take() { return std::move(found_); }

 private:
  std::optional<Neighbour> look_into(const fs::path& file) {
    try {
      const auto journal = files_.open(file);
      if (!journal || !knows(*journal, jobs_)) return std::nullopt;
      Neighbour made{file, "", true};
      for (const CampaignRecord& campaign : journal->campaigns()) {
        // Of an earlier version it is not known whose it is.
        const bool stays = campaign.path.empty() ||
                           (campaign.path != one_.path && files_.has_manifest(manifest_path(campaign.path)));
        if (made.manifest.empty() || stays)
          made.manifest =
              campaign.path.empty() ? "a manifest named " + campaign.name : manifest_path(campaign.path);
        made.is_gone = made.is_gone && !stays;
      }
      return made;
    } catch (const JournalError&) {
      return std::nullopt;
    }
  }

  const LoadedCampaign& one_;
  const std::vector<JobQuery>& jobs_;
  JournalFiles& files_;
  std::optional<Neighbour> found_;
};

}  // namespace

std::string path_in_environment(const std::string& manifest, const std::string& environment) {
  return environment.empty() ? manifest : manifest + "//" + environment;
}

std::string manifest_path(const std::string& campaign) { return campaign.substr(0, campaign.find("//", 1)); }

void require_distinct(const std::vector<LoadedCampaign>& campaigns) {
  for (std::size_t later = 1; later < campaigns.size(); ++later) {
    for (std::size_t i = 0; i < later; ++i) {
      const LoadedCampaign& a = campaigns[i];
      const LoadedCampaign& b = campaigns[later];
      if (a.path == b.path)
        throw Declined(Reason::unsuitable, "the manifest '" + printable(b.named) + "' is named twice");
      if (a.manifest->name() == b.manifest->name() && a.results_place == b.results_place)
        throw Declined(Reason::name_clash, "'" + printable(a.named) + "' and '" + printable(b.named) +
                                               "' share the name '" + printable(b.manifest->name()) +
                                               "': set `name:` in one of them");
    }
  }
}

CampaignHome find_home(JournalReader& journal, const LoadedCampaign& one, JournalFiles& files) {
  CampaignHome home;
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
    const bool is_ownerless = campaign.path.empty() && manifest_path(one.path) == one.path;
    if (!same_path && !same_name && !is_ownerless) continue;
    // The path alone is the same: the manifest was given another name.
    if (same_path || is_ownerless || !files.has_manifest(manifest_path(campaign.path))) {
      if (!moved || same_path) moved = std::move(campaign);
    } else if (folder_of(campaign.path) == folder_of(one.path)) {
      refuse_namesake(one, campaign.path);
    } else if (!one.shares_journal) {
      home.copied_from = campaign.path;
    }
  }
  home.moved = moved.has_value();
  home.campaign = std::move(moved);
  return home;
}

CampaignRecord campaign_of(JournalReader& journal, const LoadedCampaign& one, JournalFiles& files) {
  CampaignHome home = find_home(journal, one, files);
  if (!home.campaign && !home.copied_from.empty()) {
    for (CampaignRecord& campaign : journal.campaigns()) {
      if (campaign.path == home.copied_from && campaign.name == one.manifest->name()) return campaign;
    }
  }
  if (!home.campaign) throw no_run_of(one, files);
  return *std::move(home.campaign);
}

OpenedCampaign open_campaign(const LoadedCampaign& one, JournalFiles& files) {
  OpenedCampaign opened;
  opened.journal = files.open(one.journal);
  if (!opened.journal) throw no_run_of(one, files);
  opened.campaign = campaign_of(*opened.journal, one, files);
  return opened;
}

Declined no_run_of(const LoadedCampaign& one, JournalFiles& files) {
  std::string text = "there is no run of '" + one.manifest->name() + "' yet (no journal at " +
                     printable(one.journal.string()) + ")";
  if (files.has(one.journal.parent_path() / (one.manifest->name() + ".simulated.db")))
    text += "; its simulated run is found with --simulate";
  return {Reason::no_run, text};
}

std::optional<Neighbour> find_neighbour(const LoadedCampaign& one, const WorkspaceSnapshot& workspace,
                                        JournalFiles& files) {
  if (one.shares_journal || one.named == "-" || files.has(one.journal)) return std::nullopt;
  const NearbyJournals near = files.near(one.journal, one.named, folder_of(one.path), one.is_simulated);
  if (near.beside.empty() && near.of_target.empty() && near.around.empty()) return std::nullopt;
  const std::vector<JobQuery> jobs = first_jobs(one, workspace);
  if (jobs.empty()) return std::nullopt;
  NeighbourSearch search{one, jobs, files};
  search.beside(near.beside);
  search.elsewhere(near.of_target, false);
  search.elsewhere(near.around, true);
  return search.take();
}

}  // namespace pressrun::app
