#pragma once

#include "pressrun/ports/journal.hpp"

#include <string>
#include <utility>
#include <vector>

namespace pressrun::app {

/// A request of which a person has to decide, and whom that concerns.
struct Doubt {
  ContentRecord record;
  RequestNumber request = 0;                         ///< in it
  std::string design_name;                           ///< may be empty
  std::vector<std::pair<std::string, JobKey>> jobs;  ///< campaign and key, of every job that it concerns
  std::string name;  ///< KEY, or KEY@N where the campaign has several under one key: what --job takes. N is
                     ///< the request's number in the journal
};

/// Those that concern the campaign, oldest first: in doubt, or with nothing but an id that a person attached
/// and that nothing has confirmed. Jobs that have left the manifest are among them, under their last key.
/// `named`: KEY or KEY@N; empty: all.
std::vector<Doubt> doubts_of(JournalReader& journal, const CampaignRecord& campaign,
                             const std::string& named);

/// Nothing but ids that a person attached, and nothing has confirmed: a wrong one can still be taken back.
bool is_unconfirmed(const GenerationRequest& request);

/// Whether the campaign has, or had, a job of this key.
bool has_job(JournalReader& journal, const CampaignRecord& campaign, const std::string& named);

/// The key that `named`, KEY or KEY@N, stands for among these.
JobKey key_of(const std::string& named, const std::vector<Doubt>& doubts);

/// Null: it is not there.
const GenerationRequest* request_of(const ContentRecord& record, RequestNumber number);
WallTime sent_at(const Doubt& doubt);

/// "a request for rectangle, square of design 5fce…, sent at 2026-…".
std::string one_line(const GenerationRequest& request, const ContentRecord& record);

}  // namespace pressrun::app
