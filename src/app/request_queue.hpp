#pragma once

#include "app/campaign_run.hpp"
#include "pressrun/core/admission.hpp"
#include "pressrun/core/forecast.hpp"
#include "pressrun/core/request_table.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::app {

/// Puts requests where the admission finds them: those that wait for their turn to be submitted, and those
/// that are out and wait for their next poll. Requests of one design and output type are taken to render
/// alike; submissions of different designs and campaigns take turns. Threads: one strand.
class RequestQueue {
 public:
  struct Parts {
    const RunOptions& options;
    const Clock& clock;
    const CampaignRuns& campaigns;
    const DesignBook& designs;
    RequestTable& table;
    Admission& admission;
  };
  explicit RequestQueue(const Parts& parts) : parts_(parts) {}

  /// What a campaign wants next.
  void take_in(std::size_t campaign, JobFeed::Item item);
  /// All that is to be bought of this content now waits for its turn.
  void queue(ContentIndex content);
  /// A request that was not taken waits for another turn.
  void submit_again(JobIndex index, Instant not_before);
  /// The API has said what it knows for now; asked again, it teaches nothing of how long rendering takes.
  void ask_again(JobIndex index, Instant at);

  /// What an earlier run submitted and did not see the end of, whoever wants it now. `campaign`: one on its
  /// journal.
  void resume(const OpenContent& open, std::size_t campaign);
  /// One request of it, which has an id.
  JobIndex resume(const OpenContent& open, const GenerationRequest& request, std::size_t campaign);
  /// What an earlier run found without an address is paid for, and asked for by its banner.
  void ask_for_addresses(const ContentRecord& record, const JobKey& key, std::size_t campaign);

  /// What was learned of rendering times, for later runs.
  [[nodiscard]] RenderMemory memory() const;
  /// What is left to do: `waiting` requests that are to be submitted, taken to be of the kinds that came so
  /// far, and all that render.
  [[nodiscard]] std::vector<ExpectedRenderings> work_left(std::size_t waiting) const;

 private:
  struct Kind {
    RenderKind number = 0;
    std::size_t queued = 0;
    bool delivered = false;  ///< the answer to the submission is the file
  };

  [[nodiscard]] RenderKind kind_of(const std::string& name);
  [[nodiscard]] std::size_t group_of(std::size_t campaign, const DesignId& design);

  Parts parts_;
  std::map<std::pair<std::size_t, DesignId>, std::size_t> groups_;
  std::map<std::string, Kind, std::less<>> kinds_;
};

}  // namespace pressrun::app
