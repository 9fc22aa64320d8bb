#pragma once

#include "contract/journal_contract.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::test {

/// A journal's life in short words: what a case is told in. Contents are named by a letter, a number of
/// hours is a moment.
class Story {
 public:
  explicit Story(std::unique_ptr<JournalPlace> place);

  // ---- workers
  Journal& journal() { return *journal_; }
  Journal& another_worker() { return place_->open(); }
  /// The program ends without a word, and another begins.
  void crash();
  void kill(Journal& worker) { place_->kill(worker); }
  std::unique_ptr<JournalReader> read() { return place_->read(); }
  template <class Answer>
  Answer ask(asio::awaitable<Answer> question) {
    std::optional<Answer> answer;
    place_->finish(keep(std::move(question), answer));
    return std::move(*answer);
  }
  void ask(asio::awaitable<void> work) { place_->finish(std::move(work)); }

  // ---- runs
  AccountNumber account() const { return account_; }
  CampaignNumber campaign() const { return run_.campaign; }
  const RunRecord& run() const { return run_; }
  /// A run of this campaign begins, `hours` after all began.
  RunRecord begin(const std::string& campaign = "night", int hours = 0);
  RunRecord begin_on(Journal& worker, const std::string& campaign = "night", int hours = 0);
  void end();

  // ---- jobs
  static Registration job(const std::string& key, char content, Formats formats = {"square"});
  std::vector<Registered> enter(std::vector<Registration> jobs);
  Registered enter(const std::string& key, char content, Formats formats = {"square"});
  /// All jobs that there are.
  void registered(std::vector<Registration> jobs, const std::string& registration = "all");

  // ---- purchases
  ContentKey key(char content) const;
  PurchaseIntent intent(char content, Formats formats = {"square"}) const;
  Granted intend(char content, Formats formats = {"square"});
  Committed commit(char content, Fact fact);
  Committed issued(char content, RequestNumber request, const std::string& id);
  Committed concluded(char content, RequestNumber request, const Formats& there,
                      std::vector<Failure> failures = {});
  Committed doubted(char content, RequestNumber request);
  /// From the intent to the end, all there.
  RequestNumber buy(char content, const Formats& formats = {"square"});
  void read_design(std::int64_t version, const std::vector<std::pair<std::string, std::string>>& formats);

  // ---- what is read back
  std::vector<JobView> jobs(CampaignNumber campaign = 0);
  JobView job();
  CampaignTally tally(CampaignNumber campaign = 0);
  std::vector<Orphan> orphans(CampaignNumber campaign = 0);

  WallTime now{};  ///< of what happens next

 private:
  template <class Answer>
  static asio::awaitable<void> keep(asio::awaitable<Answer> question, std::optional<Answer>& answer) {
    answer = co_await std::move(question);
  }
  CampaignNumber or_present(CampaignNumber campaign) const {
    return campaign != 0 ? campaign : run_.campaign;
  }

  std::unique_ptr<JournalPlace> place_;
  Journal* journal_ = nullptr;
  AccountNumber account_ = 0;
  RunRecord run_;
};

struct JournalCase {
  const char* name;
  void (*check)(Story&);
};

/// One list for each part of the port.
const std::vector<JournalCase>& run_cases();
const std::vector<JournalCase>& job_cases();
const std::vector<JournalCase>& purchase_cases();
const std::vector<JournalCase>& result_cases();

ContentDigest digest(char content);
Asset asset(const std::string& format, const std::string& id = {});

}  // namespace pressrun::test
