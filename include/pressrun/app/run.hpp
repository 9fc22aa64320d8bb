#pragma once

#include "pressrun/core/failure_limit.hpp"
#include "pressrun/core/ledger.hpp"
#include "pressrun/core/policy.hpp"
#include "pressrun/core/rate_budget.hpp"
#include "pressrun/core/run_control.hpp"
#include "pressrun/domain/job.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/ports/clock.hpp"
#include "pressrun/ports/journal.hpp"
#include "pressrun/ports/progress.hpp"
#include "pressrun/ports/shared_calls.hpp"
#include "pressrun/ports/transport.hpp"
#include "pressrun/ports/webhook_receiver.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace pressrun::app {

/// Hands out the jobs of one manifest, checked and encoded, in order. Runs through them anew at each
/// `rewind`.
class JobSource {
 public:
  virtual ~JobSource() = default;
  virtual void rewind() = 0;
  /// The next job, or nothing at the end. Throws SourceChanged when a job can no longer be built.
  virtual std::optional<Job> next() = 0;
  /// Digests under which a journal of version 3 may hold the job that `next` gave last. Costly; may be empty.
  virtual std::vector<ContentDigest> aliases() { return {}; }
};

/// The user's files changed while the run was reading them.
class SourceChanged : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One manifest within a run.
struct Campaign {
  std::string name;
  std::string path;  ///< as CampaignRecord has it
  JobSource& jobs;
  Journal& journal;                                          ///< several campaigns may share one
  AccountNumber account = 0;                                 ///< as this journal numbers it
  std::function<bool(const Job&, JobStatus)> selected = {};  ///< `--select`, `--exclude`; empty: all
  std::string registration = {};         ///< what its jobs add up to, designs included; empty: not known
  bool has_aliases = false;              ///< JournalReader::has_aliases
  std::vector<RefusedJob> refused = {};  ///< that cannot be made, because of their rows
  std::optional<WallTime> ordered_since = {};  ///< JournalReader::ordered_since, which `--force` goes on with
  /// Leaves of what `--force` would order of a job what is meant; empty: all of it.
  std::function<Formats(const Job&, const ContentRecord&, Formats)> ordered = {};
  CreditLimits limits = {};  ///< the lowest that hold for it
  WallTime day_began = {};   ///< for the limits of day and month
  WallTime month_began = {};
};

using pressrun::Stop;

/// What a run learned about rendering times, by design and output type: RenderTimes::memory().
using RenderMemory = std::map<std::string, std::string>;

struct RunOptions {
  Policy policy;
  std::vector<DesignReading> designs;  ///< as read before the run: told to every journal
  bool force = false;                  ///< order the selected jobs anew, once
  bool retry_failed = false;           ///< the user asked for what failed (`--select status:failed`)
  bool resubmit_in_doubt = false;
  bool fail_fast = false;
  std::optional<FailureLimit> max_failures;
  Deadline deadline;
  /// Of jobs that wait for their turn, in all: a night of some ten thousand is not read again while it runs.
  std::size_t most_held_bytes = std::size_t{24} << 20U;
  ApiCalls calls_before;  ///< made for this run before it began (design reads): counted in the first campaign
  RenderMemory render_memory;  ///< of earlier runs
};

struct RunOutcome {
  std::vector<Stop> stops;      ///< all that applied
  std::string reason;           ///< a sentence about the first; empty where there is none
  std::vector<RunRecord> runs;  ///< one a campaign, same order
  std::vector<bool>
      registered;  ///< likewise: whether all of its jobs were told to the journal, which else shows a part
  std::size_t failed =
      0;  ///< jobs that failed, came out partial, or are left to a later run by one that ended by itself
  std::size_t in_doubt = 0;    ///< jobs in doubt, and requests for what no job asks for any more
  RenderMemory render_memory;  ///< for later runs
};

/// First call: no new submission starts, answers on their way are awaited (10 s at most). Second: at once.
class Shutdown {
 public:
  void request();
  [[nodiscard]] int level() const { return level_; }
  void on_request(std::function<void()> listener) { listener_ = std::move(listener); }

 private:
  int level_ = 0;
  std::function<void()> listener_;
};

/// A line of the log for machines: what happened, and to what. What is not known is empty.
struct LoggedEvent {
  std::string type;  ///< accepted, job, doubt, wait, warning, …
  std::string message;
  std::string job = {};
  std::string generation_request_id = {};
  std::string error_id = {};
};

/// The API's webhooks, where they can reach this process.
struct Webhooks {
  WebhookReceiver& receiver;
  std::string public_url;  ///< what the API is told, without a slash at its end; a request's token follows
  std::vector<std::string> secrets;  ///< that sign deliveries; empty: unsigned ones are taken, as hints alone
  std::string own_token;  ///< under which the receiver answers whoever wants to know whether it is reached
  std::function<std::string()> make_token;  ///< 128 random bits as 32 hexadecimal digits in small letters
};

struct Deps {
  asio::any_io_executor executor;
  Clock& clock;
  Transport& transport;
  RateBudget& budget;  ///< one for all calls of the process
  Progress& progress;
  Shutdown& shutdown;
  std::string api_key;
  std::function<std::string()> make_run_id;
  std::function<void(const std::string&)> log;  ///< one line of what happens; empty: nobody listens
  SharedCalls* shared_calls = nullptr;          ///< other processes on the same budget; null: there are none
  /// Keeps paid ids that the journal could not take, for the next command; answers where. Empty: nobody does.
  std::function<std::string(const Journal&, const std::vector<LedgerEntry>&)> rescue = {};
  /// Is told, once it is durable, of each content whose files may have come. Empty: nobody fetches them.
  std::function<void(const Journal&, const ContentKey&)> assets_came = {};
  /// What they have come to so far. Empty: nobody fetches files.
  std::function<FileReading()> files_so_far = {};
  /// The log with its fields apart, in place of `log`; empty: nobody listens.
  std::function<void(const LoggedEvent&)> log_event = {};
  /// Every fact, before it is recorded: for tests. Empty: nobody looks on.
  std::function<void(const GenerationRequest&, const Fact&)> observe = {};
  Webhooks* webhooks = nullptr;  ///< null: requests are polled, and nothing else
};

/// Runs every campaign to its end, or to the reason that stopped it. Never throws for what the world does.
asio::awaitable<RunOutcome> run(std::vector<Campaign> campaigns, RunOptions options, Deps deps);

}  // namespace pressrun::app
