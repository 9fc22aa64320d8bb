#pragma once

#include "pressrun/core/ledger.hpp"
#include "pressrun/core/outcomes.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::test {

/// Small, quick and the same on every machine.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::size_t below(std::size_t bound) { return next() % bound; }
  bool percent(int chance) { return static_cast<int>(next() % 100) < chance; }

 private:
  std::uint64_t state_;
};

/// What a test does wrong on purpose, to see that it is noticed.
enum class Sabotage : std::uint8_t {
  none,
  buys_unasked,             ///< whatever the ledger says
  forgets_ids,              ///< of accepted requests
  forgets_banners,          ///< that were seen
  ignores_limits,           ///< of credits
  reads_loss_as_refusal,    ///< a time-out is taken for a request that was not processed
  reads_gone_as_failure,    ///< a 404 is taken for a failure that can pass
  forgets_orders_are_done,  ///< takes every order anew
};

/// One journal, some manifests and an API, played by an adversary in pure core: no clock, no I/O. What the
/// API made is known to the world alone; after every step it is held against the ledger and the five
/// invariants.
class LedgerWorld {
 public:
  explicit LedgerWorld(std::uint64_t seed, Sabotage sabotage = Sabotage::none);

  void step();
  /// Nothing odd happens any more, and nobody says a word: nights pass until nothing changes. Complains if
  /// they do not come to an end.
  void leave_alone();
  [[nodiscard]] const std::vector<std::string>& complaints() const { return complaints_; }
  /// What is known of every request, a line each: for whoever looks into a complaint.
  [[nodiscard]] std::string books() const;

 private:
  enum class Fate : std::uint8_t { accepted, lost, never_came, refused, rejected };
  /// One POST, as the API and the world know it.
  struct Post {
    RequestNumber number = 0;
    std::size_t content = 0;
    Formats asked;
    Fate fate = Fate::accepted;
    bool processed = false;  ///< the API made something of it, whatever it answered
    std::string id;
    std::vector<Asset> made;  ///< as the final answer tells it
    std::vector<Failure> failed;
    bool all_named = true;
    // What the world has told of it.
    bool in_flight = true;
    bool told_id = false, proven = false, lost_id = false, ended = false, refused = false, rejected = false;
    Decision decision = Decision::none;
    std::size_t decided_after = 0;  ///< so many words, this one among them
    WallTime as_of{};
  };
  struct Content {
    ContentRecord record;
    std::vector<std::size_t> posts;
    std::set<std::string> ids, banners;  ///< told; never to be lost
  };
  struct Job {
    std::size_t content = 0;
    Formats wanted;
    bool keep_outdated = false;
    CampaignNumber campaign = 1;
  };
  struct Version {
    std::int64_t stamp = 0;
    std::vector<std::pair<std::string, std::string>> formats;
  };
  /// A word of the user on a format ("*": on all), after so many posts.
  struct Word {
    std::size_t content = 0;
    std::size_t after = 0;
    Formats formats;
    enum class Kind : std::uint8_t { order, resubmission, drop, retry } kind = Kind::retry;
  };

  struct Told {
    std::size_t content = 0;
    Fact fact;
  };

  // What may happen.
  void buy();
  void buy_for(const Job& job);
  void answer();
  void poll();
  void deliver_webhook();
  void crash();
  void edit_manifest();
  void edit_design();
  void read_design();
  void decide();
  void attach();
  void order();
  void say_try_again();
  void repeat_a_fact();
  void step_clock();

  void post(const Job& job, Formats formats);
  void draw_results(Post& post);
  void answer(Post& post);
  void poll(Post& post);
  void conclude(Post& post);
  void tell(std::size_t content, Fact fact);
  void tell_id(Post& post, Proof proof);
  void read_version(const Version& version);
  void night();

  // What has to hold.
  void audit(std::size_t content);
  void audit_grant(const Job& job, const Formats& formats);
  void audit_against(const Post& earlier, const std::string& format, const std::string& which);
  [[nodiscard]] bool spoke_since(const Post& post, const std::string& format, bool orders_alone) const;
  [[nodiscard]] bool is_outdated(const Post& post, const std::string& format) const;
  [[nodiscard]] bool is_given_up(const Post& post, const std::string& format) const;
  [[nodiscard]] bool bought_since(const Post& post, std::size_t posts, const std::string& format) const;
  void complain(std::string what);

  [[nodiscard]] Circumstances circumstances(const Job& job) const;
  [[nodiscard]] GenerationRequest* request_of(const Post& post);
  [[nodiscard]] std::uint64_t credits() const;
  Formats draw_formats();
  Post* draw_post(bool (*fits)(const Post&));
  void pass(std::int64_t seconds);

  Draw draw_;
  Sabotage sabotage_;
  bool quiet_ = false;
  bool exact_ = true;  ///< prices are known: nothing is asked for as "all formats", nothing comes unasked
  std::vector<Content> contents_;
  std::vector<Post> posts_;
  std::vector<Job> jobs_;
  std::vector<Version> versions_;  ///< of the design, the last is the truth
  std::vector<Word> words_;
  std::vector<Told> told_;
  DesignState design_;
  bool preflight_ = true;
  WallTime now_;
  WallTime server_now_;
  RunNumber run_ = 1;
  CreditLimits limits_;
  std::uint64_t serial_ = 0;
  std::vector<std::string> complaints_;
};

}  // namespace pressrun::test
