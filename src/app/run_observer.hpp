#pragma once

#include "app/grouped_news.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/domain/ledger.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/domain/time.hpp"
#include "pressrun/ports/progress.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace pressrun::app {

// What happens in a run, for whoever listens. `job`: the key of a job that wants the content, for people.

// clang-format off
struct Stopping { std::string reason; };
struct Recorded { std::string job; Fact fact; };                       ///< durable in the journal
struct JobsEnded { std::string jobs; JobStatus status; std::string why; };  ///< succeeded, partial or failed; `why` may be empty
struct IdTaken { std::string job; std::string why; };                  ///< the API gave an id that is another request's
struct LeftRendering { std::string job; };                             ///< for the next run
struct LeftUndecided { std::string job; DesignId design; };            ///< its design could not be read
struct Unsaved { std::string job; Fact fact; std::string kept; };      ///< paid for, and the journal could not take it; `kept`: where it is now, empty: nowhere
struct ServiceAway { std::string why; };                               ///< once for each time that it stays away
struct ServiceProbed { bool answers = false; };
struct RateLimited { Duration wait; Instant now; };                    ///< as a 429 asks
struct PollRefused { std::string why; };                               ///< the way of asking, not the request
struct Deviation { std::string job; std::string text; };                 ///< from the contract, and read all the same
struct DeliveryNoted { bool complete = false; };                       ///< of a webhook, durable; `complete`: it is the answer
struct NotReached { std::string url; std::string why; };               ///< our own public address does not lead here
struct DeliveryRefused { bool untimely = false; };                     ///< its signature is not ours; `untimely`: it is, at another time
struct OthersCall {};                                                  ///< on the same API key
struct TimePassed { Instant now; bool ends = false; };                 ///< now and then, and at the end of the run
// clang-format on
using RunEvent = std::variant<Stopping, Recorded, JobsEnded, IdTaken, LeftRendering, LeftUndecided, Unsaved,
                              ServiceAway, ServiceProbed, RateLimited, PollRefused, Deviation, DeliveryNoted,
                              DeliveryRefused, NotReached, OthersCall, TimePassed>;

/// What people are told of it: a sentence without an end.
std::string text_of(const DeliveryRefused& event);
std::string text_of(const NotReached& event);

/// Hears what happens in a run, on the run's own thread, and must not wait.
class RunObserver {
 public:
  virtual ~RunObserver() = default;
  virtual void on(const RunEvent& event) = 0;
};

/// All who hear of a run.
class RunObservers {
 public:
  RunObservers() = default;
  /// Those that `deps` names: progress, and the log where there is one.
  explicit RunObservers(const Deps& deps);
  void add(std::unique_ptr<RunObserver> observer) { observers_.push_back(std::move(observer)); }
  void tell(const RunEvent& event) const;

 private:
  std::vector<std::unique_ptr<RunObserver>> observers_;
};

/// One line of the log for each.
class LogObserver final : public RunObserver {
 public:
  explicit LogObserver(std::function<void(const std::string&)> log) : log_(std::move(log)) {}
  void on(const RunEvent& event) override;

 private:
  std::function<void(const std::string&)> log_;
};

/// The same with its fields apart.
class EventLogObserver final : public RunObserver {
 public:
  explicit EventLogObserver(std::function<void(const LoggedEvent&)> log) : log_(std::move(log)) {}
  void on(const RunEvent& event) override;

 private:
  std::function<void(const LoggedEvent&)> log_;
  bool told_delivery_refused_ = false;
};

/// What a person should hear of while it runs: once where many answers say the same, and what happens to many
/// jobs alike with its number.
class ProgressObserver final : public RunObserver {
 public:
  explicit ProgressObserver(Progress& progress) : progress_(progress) {}
  void on(const RunEvent& event) override;

 private:
  Progress& progress_;
  GroupedNews news_;
  Instant now_{};  // as it was last told
  Instant told_wait_{};
  bool told_refused_ = false;
  bool told_delivery_refused_ = false;
};

}  // namespace pressrun::app
