#include "pressrun/core/bundle_share.hpp"

#include <algorithm>

namespace pressrun {
namespace {

using Formats = std::vector<std::string>;

bool has(const Formats& formats, const std::string& format) {
  return std::ranges::find(formats, format) != formats.end();
}

/// One job's part of what was finalized. `claimed`: somebody in the request asked for all formats.
class Share {
 public:
  Share(const Formats& mine, bool claimed) : mine_(mine), claimed_(claimed) {}

  [[nodiscard]] Finalized of(const Finalized& whole) const {
    Finalized part;
    for (const Asset& asset : whole.assets) {
      // A picture without a name is theirs who asked for all; where nobody did, it may be anybody's.
      if (takes(asset.format) && (!claimed_ || mine_.empty() || !asset.format.empty()))
        part.assets.push_back(asset);
    }
    for (const Failure& failure : whole.failures) {
      if (takes(failure.format)) part.failures.push_back(failure);
    }
    for (const std::string& format : whole.worth_retrying) {
      if (takes(format)) part.worth_retrying.push_back(format);
    }
    return part;
  }

 private:
  /// What names no format, as the file of a multipage design, is of the whole request.
  [[nodiscard]] bool takes(const std::string& format) const {
    return mine_.empty() || format.empty() || has(mine_, format);
  }

  const Formats& mine_;
  bool claimed_;
};

const Finalized* finalized(const JobEvent& event) {
  const auto* poll = std::get_if<PollOutcome>(&event);
  return poll != nullptr ? std::get_if<Finalized>(poll) : nullptr;
}

const Refused* rejected(const JobEvent& event) {
  const auto* submit = std::get_if<SubmitOutcome>(&event);
  const auto* refused = submit != nullptr ? std::get_if<Refused>(submit) : nullptr;
  return refused != nullptr && refused->why == Refusal::rejected ? refused : nullptr;
}

}  // namespace

bool goes_apart(const JobEvent& event) { return rejected(event) != nullptr; }

Formats united(const std::vector<Formats>& formats) {
  Formats all;
  for (const Formats& some : formats) {
    if (some.empty()) return {};
    for (const std::string& format : some) {
      if (!has(all, format)) all.push_back(format);
    }
  }
  return all;
}

std::vector<JobEvent> shares_of(const JobEvent& event, const std::vector<Formats>& formats) {
  std::vector<JobEvent> shares(formats.size(), event);
  const Refused* refused = rejected(event);
  if (refused != nullptr && formats.size() > 1) {
    Refused taken_back = *refused;
    taken_back.why = Refusal::throttled;  // as certain not to be queued, and no verdict on this job
    shares.assign(formats.size(), SubmitOutcome{taken_back});
  }
  if (const Finalized* whole = finalized(event)) {
    const bool claimed = std::ranges::any_of(formats, &Formats::empty);
    for (std::size_t i = 0; i < formats.size(); ++i)
      shares[i] = PollOutcome{Share{formats[i], claimed}.of(*whole)};
  }
  return shares;
}

}  // namespace pressrun
