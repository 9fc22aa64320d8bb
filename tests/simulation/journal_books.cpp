#include "simulation/journal_books.hpp"

#include <algorithm>
#include <array>

namespace pressrun::test {
namespace {

JournalBooks::Campaign read_campaign(JournalReader& journal, CampaignRecord record) {
  JournalBooks::Campaign read;
  read.last_run = journal.last_run(record.number);
  const RunNumber run = read.last_run ? read.last_run->number : 0;
  journal.each_job(record.number, run, [&](const JobView& job) { read.jobs.push_back(job); });
  read.tally = journal.tally(record.number);
  read.record = std::move(record);
  return read;
}

}  // namespace

const ContentRecord* JournalBooks::find(const ContentKey& key) const {
  const auto found = contents.find(key);
  return found == contents.end() ? nullptr : &found->second;
}

const DesignState* JournalBooks::design(AccountNumber account, const DesignId& id) const {
  const auto found = designs.find({account, id});
  return found == designs.end() ? nullptr : &found->second;
}

const JournalBooks::Campaign* JournalBooks::campaign(const std::string& path) const {
  const auto found =
      std::ranges::find_if(campaigns, [&](const Campaign& one) { return one.record.path == path; });
  return found == campaigns.end() ? nullptr : &*found;
}

std::string text_of(const ContentRecord& record) {
  constexpr std::array<const char*, 9> states{"concluded",   "rendering", "refused",  "rejected",  "dropped",
                                              "resubmitted", "gone",      "in doubt", "submitting"};
  const auto hours = [](WallTime at) {
    return std::to_string(static_cast<double>(at.time_since_epoch().count() % 100'000'000'000) / 3.6e6);
  };
  std::string text =
      record.key.digest.text().substr(0, 15) + " of account " + std::to_string(record.key.account);
  for (const GenerationRequest& request : record.requests) {
    text += "\n    " + std::to_string(request.number) + " run " + std::to_string(request.run) + " " +
            states.at(static_cast<std::size_t>(state_of(request))) + (request.ordered ? ", ordered" : "") +
            ", intended " + hours(request.intended_at) + ", as of " + hours(request.as_of) + " for";
    for (const std::string& format : request.formats) text += " " + format;
    for (const IssuedId& id : request.ids)
      text += "; id " + id.id.text.substr(0, 8) + (id.gone ? " gone" : "");
    for (const Asset& asset : request.assets)
      text += "; " + asset.format + " " + asset.id.substr(0, 8) + (asset.url.empty() ? " without url" : "");
    for (const Failure& failure : request.failures) text += "; failed " + failure.format + " " + failure.id;
    if (request.decision != Decision::none)
      text += "; decision " + std::to_string(static_cast<int>(request.decision));
  }
  for (const Order& order : record.orders) {
    text += "\n    ordered " + hours(order.at) + ":";
    for (const std::string& format : order.formats) text += " " + format;
  }
  return text;
}

JournalBooks read_books(MemoryJournal& journal) {
  JournalBooks books;
  for (const auto& [key, content] : journal.durable().contents) {
    if (!content.record.requests.empty() || !content.record.orders.empty())
      books.contents.emplace(key, content.record);
  }
  books.designs = journal.durable().designs;
  for (CampaignRecord& record : journal.campaigns())
    books.campaigns.push_back(read_campaign(journal, std::move(record)));
  return books;
}

}  // namespace pressrun::test
