#include "pressrun/core/request_table.hpp"

#include <algorithm>

namespace pressrun {
namespace {

constexpr std::array both{false, true};

std::size_t place(bool keep_outdated) { return keep_outdated ? 1 : 0; }

void add_missing(Formats& formats, const Formats& more) {
  for (const std::string& format : more) {
    if (std::ranges::find(formats, format) == formats.end()) formats.push_back(format);
  }
}

/// The synchronous endpoint makes one format at a time: each goes alone.
std::vector<Formats> each_alone(const Job& job, const Formats& wanted, const DesignState* design) {
  if (job.endpoint != Endpoint::generate_sync) return {{}};
  Formats all = wanted;
  if (all.empty() && design != nullptr) {
    for (const DesignFormat& format : design->formats) all.push_back(format.name);
  }
  std::vector<Formats> alone;
  for (std::string& format : all) alone.push_back({std::move(format)});
  return alone.empty() ? std::vector<Formats>{{}} : alone;
}

}  // namespace

Formats united(Formats one, const Formats& other, const DesignState* design) {
  if (one == other) return one;
  if (one.empty() || other.empty()) {
    const Formats& named = one.empty() ? other : one;
    if (design == nullptr || design->formats.empty()) return {};
    Formats all;
    for (const DesignFormat& format : design->formats) all.push_back(format.name);
    add_missing(all, named);
    return all.size() == design->formats.size() ? Formats{} : all;
  }
  add_missing(one, other);
  return one;
}

ContentIndex RequestTable::at_work(std::size_t journal, const ContentKey& key, std::size_t campaign) {
  const auto [found, is_new] = at_work_.emplace(std::pair{journal, key}, 0);
  if (!is_new) return found->second;
  if (free_contents_.empty()) {
    contents_.emplace_back();
    found->second = contents_.size() - 1;
  } else {
    found->second = free_contents_.back();
    free_contents_.pop_back();
  }
  ActiveContent& made = contents_[found->second];
  made.journal = journal;
  made.key = key;
  made.campaign = campaign;
  return found->second;
}

/// Nothing of it is under way any more, nor waits for anything.
void RequestTable::let_go(ContentIndex index) {
  const ActiveContent& content = contents_[index];
  if (content.requests > 0) return;
  if (content.job && waiting_.contains({index, content.job->design_id})) return;
  at_work_.erase({content.journal, content.key});
  contents_[index] = ActiveContent{};
  free_contents_.push_back(index);
}

std::optional<JobIndex> RequestTable::find(std::size_t journal, RequestNumber request) const {
  for (JobIndex index = 0; index < requests_.size(); ++index) {
    const ActiveRequest& one = requests_[index];
    if (request != 0 && one.flight.request.number == request && contents_[one.content].journal == journal)
      return index;
  }
  return std::nullopt;
}

JobIndex RequestTable::add(ContentIndex content) {
  ++contents_[content].requests;
  JobIndex index = requests_.size();
  if (free_requests_.empty()) {
    requests_.emplace_back();
  } else {
    index = free_requests_.back();
    free_requests_.pop_back();
  }
  requests_[index].content = content;
  return index;
}

void RequestTable::remove(JobIndex index) {
  const ContentIndex content = requests_[index].content;
  requests_[index] = ActiveRequest{};
  free_requests_.push_back(index);
  release(content);
}

void RequestTable::release(ContentIndex index) {
  --contents_[index].requests;
  let_go(index);
}

void RequestTable::want(ContentIndex index, Job job, Formats formats, bool keep_outdated,
                        const DesignState* design) {
  ActiveContent& content = contents_[index];
  content.label = job.key.text;
  std::optional<Formats>& want = content.wants.at(place(keep_outdated));
  want = want ? united(std::move(*want), formats, design) : std::move(formats);
  content.job = std::move(job);
}

std::vector<JobIndex> RequestTable::take_turns(ContentIndex index, const DesignState* design) {
  std::vector<JobIndex> turns;
  const auto wants = contents_[index].wants;
  for (const bool keep : both) {
    const std::optional<Formats>& want = wants.at(place(keep));
    if (!want) continue;
    for (Formats& alone : each_alone(*contents_[index].job, *want, design)) {
      turns.push_back(add(index));
      ActiveRequest& made = requests_[turns.back()];
      made.flight.design = contents_[index].job->design_id;
      made.keep_outdated = keep;
      made.alone = std::move(alone);
    }
  }
  return turns;
}

const Formats& RequestTable::wanted_by(JobIndex index) const {
  const ActiveRequest& request = requests_[index];
  if (!request.alone.empty()) return request.alone;
  return contents_[request.content].wants.at(place(request.keep_outdated)).value();
}

Formats RequestTable::to_send(JobIndex index, const DesignState* design, bool just_read) const {
  const Formats& granted = requests_[index].flight.request.formats;
  if (granted.size() == 1 && (granted.front() == all_formats || granted.front() == document_format))
    return {};
  // The synchronous endpoint is told what it is to make.
  const bool all = just_read && wanted_by(index).empty() && design != nullptr &&
                   granted.size() == design->formats.size() &&
                   content_of(index).job->endpoint != Endpoint::generate_sync;
  return all ? Formats{} : granted;
}

RequestTable::Left RequestTable::left_to_buy(ContentIndex index, const ContentRecord& record,
                                             Circumstances in) const {
  Left left;
  const ActiveContent& content = contents_[index];
  for (const bool keep : both) {
    const std::optional<Formats>& want = content.wants.at(place(keep));
    if (!want) continue;
    in.keep_outdated = keep;
    const ToBuy buys = to_buy(record, *want, in);
    left.needs_design = left.needs_design || buys.needs_design;
    left.buys = left.buys || !buys.formats.empty();
  }
  return left;
}

std::vector<std::pair<ContentIndex, DesignId>> RequestTable::take_waiting() {
  std::vector<std::pair<ContentIndex, DesignId>> taken(waiting_.begin(), waiting_.end());
  waiting_.clear();
  for (const auto& [index, design] : taken) hold(index);
  return taken;
}

}  // namespace pressrun
