#pragma once

#include "pressrun/core/ledger.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressrun::test {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// The first moment of the stories that tests tell: a design is edited, bought and read after it.
inline constexpr WallTime day_one{std::chrono::days{20'000}};

inline Failure failure(std::string format, Recovery recovery, std::string id = "odd") {
  return {std::move(format), std::move(id), "it did not work", recovery};
}

inline Asset asset(const std::string& format, const std::string& id,
                   const std::string& url = "https://files.test/1") {
  Asset made;
  made.format = format;
  made.id = id;
  made.url = url;
  return made;
}

inline bool holds(const std::vector<std::string>& list, std::string_view item) {
  return std::ranges::find(list, item) != list.end();
}

/// One content's record, told as a story: buys only what `grant` grants, and answers in any way.
class Book {
 public:
  Book() {
    record.key.account = 1;
    record.design = DesignId{"d"};
    design.id = record.design;
  }

  ContentRecord record;
  DesignState design;
  bool design_is_known = true;
  WallTime now = day_one;
  RunNumber run = 1;  ///< the present one, and the first of its process
  bool keep_outdated = false;
  int credits_each = 1;
  CreditLimits limits;

  [[nodiscard]] Circumstances in() const {
    return {now, run, design_is_known && !design.formats.empty() ? &design : nullptr, keep_outdated};
  }
  /// As a run that begins now sees it.
  [[nodiscard]] Circumstances in_next_run() const {
    Circumstances next = in();
    next.first_run = run + 1;
    return next;
  }
  [[nodiscard]] RenditionView at(std::string_view format) const { return look(record, format, in()); }
  [[nodiscard]] JobStatus status(const Formats& wanted) const { return view(record, wanted, in()); }
  [[nodiscard]] ToBuy needs(const Formats& wanted) const { return to_buy(record, wanted, in()); }
  [[nodiscard]] GenerationRequest& request(RequestNumber number) {
    return *std::ranges::find(record.requests, number, &GenerationRequest::number);
  }
  [[nodiscard]] RequestState state(RequestNumber number) { return state_of(request(number)); }
  [[nodiscard]] Credits credits() const {
    Credits all;
    for (const GenerationRequest& each : record.requests) {
      const Credits its = credits_of(each);
      all.settled += its.settled;
      all.out += its.out;
      all.in_doubt += its.in_doubt;
    }
    return all;
  }

  void begin_run(Duration after = hours{24}) {
    now += std::chrono::duration_cast<WallTime::duration>(after);
    ++run;
  }
  void pass(Duration time) { now += std::chrono::duration_cast<WallTime::duration>(time); }

  void read_design(std::int64_t version, std::vector<std::pair<std::string, std::string>> formats,
                   std::string api_version = "") {
    design =
        apply(design, DesignReading{record.design, version, std::move(api_version), std::move(formats), now});
  }
  /// Edited a moment ago, and read.
  void edit_design(std::vector<std::pair<std::string, std::string>> formats) {
    pass(minutes{1});
    const auto stamp = std::chrono::duration_cast<seconds>(now.time_since_epoch()).count();
    pass(minutes{1});
    read_design(stamp, std::move(formats));
  }

  /// What the ledger grants is sent; 0: nothing.
  RequestNumber buy(const Formats& wanted) {
    const Credits before = credits();
    const CreditsReserved reserved{before.all(), before.all(), before.all(), before.all()};
    Grant granted = grant(record, wanted, in(), credits_each, limits, reserved);
    if (granted.formats.empty()) return 0;
    return intend(std::move(granted.formats));
  }
  /// A request that nobody granted.
  RequestNumber intend(Formats formats) {
    pass(seconds{1});
    GenerationRequest made;
    made.number = static_cast<RequestNumber>(record.requests.size()) + 1;
    made.run = run;
    made.campaign = 1;
    made.formats = std::move(formats);
    made.intended_at = now;
    made.credits_each = credits_each;
    record = apply(std::move(record), std::move(made), in().design);
    return static_cast<RequestNumber>(record.requests.size());
  }

  void tell(const Fact& fact) { record = apply(std::move(record), fact); }
  void accept(RequestNumber number, std::string id, Proof proof = Proof::answer, WallTime as_of = {}) {
    tell(IdIssued{number, RequestId{std::move(id)}, proof, as_of, now});
  }
  void refuse(RequestNumber number) {
    tell(RequestRefused{number, failure("", Recovery::soon, "throttled"), now});
  }
  void reject(RequestNumber number, std::string id = "invalid_payload", std::string api = "") {
    tell(RequestRejected{number, failure("", Recovery::never, std::move(id)), std::move(api), {}, now});
  }
  void doubt(RequestNumber number) {
    tell(RequestDoubted{number, failure("", Recovery::never, "lost"), now});
  }
  void lose_id(RequestNumber number, std::string id) {
    tell(IdGone{number, RequestId{std::move(id)}, failure("", Recovery::never, "not_found"), now});
  }
  void decide(RequestNumber number, Decision decision) {
    pass(seconds{1});
    tell(RequestDecided{number, decision, now});
  }
  void order(Formats formats, CampaignNumber campaign = 1) {
    pass(seconds{1});
    tell(Ordered{{std::move(formats), campaign, now}});
  }
  void say_try_again() {
    pass(seconds{1});
    tell(UserWord{now});
  }
  void conclude(RequestNumber number, std::vector<Asset> assets, std::vector<Failure> failures = {}) {
    pass(seconds{10});
    tell(RequestConcluded{number, std::move(assets), std::move(failures), 1, {}, run, now});
  }
  void deliver(RequestNumber number, const Formats& formats) {
    std::vector<Asset> assets;
    for (const std::string& format : formats)
      assets.push_back(asset(format, "banner-" + std::to_string(number) + format));
    conclude(number, std::move(assets));
  }
  /// All it asked for.
  void deliver(RequestNumber number) { deliver(number, request(number).formats); }
  void fail(RequestNumber number, Recovery recovery) {
    std::vector<Failure> failures;
    for (const std::string& format : request(number).formats) failures.push_back(failure(format, recovery));
    conclude(number, {}, std::move(failures));
  }
};

}  // namespace pressrun::test
