#pragma once

#include "pressrun/app/api_client.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/core/outcomes.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace pressrun::app {

/// One read that may have to be tried again: each call of it sends the request anew.
template <class Read>
using ReadCall = std::function<asio::awaitable<Answer<std::variant<Read, ReadFailed>>>()>;

/// What a read came to. Neither a value nor a refusal: the reader was stopped.
template <class Read>
struct Verdict {
  std::optional<Read> value;
  std::optional<Failure> refusal;  ///< the API's own words: not there, not ours, rejected
};

/// Reads one thing after the other. Each call waits for its slot of the rate budget; trouble that can pass is
/// waited out as Policy says; what cannot pass stops the reader for good. A signal and the deadline cut a
/// wait short. Listens to the shutdown while it lives: one reader at a time.
class Reader {
 public:
  Reader(const RunOptions& options, const Deps& deps)
      : options_(options),
        deps_(deps),
        api_(deps.transport, deps.clock, deps.api_key, options.policy.http_timeout),
        alarm_(deps.clock.make_alarm()) {
    deps_.shutdown.on_request([this] { alarm_->ring(); });
  }
  ~Reader() { deps_.shutdown.on_request({}); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  ApiClient& api() { return api_; }
  [[nodiscard]] Stop stop() const { return stop_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }
  [[nodiscard]] const ApiCalls& calls() const { return calls_; }

  /// `what` is being read: "design 64238d01…"; it stands in the log.
  template <class Read>
  asio::awaitable<Verdict<Read>> read(std::string what, ReadCall<Read> call) {
    Verdict<Read> verdict;
    for (;;) {
      const bool may_send = co_await take_slot();
      if (!may_send) co_return verdict;
      auto answer = co_await call();
      if (answer.rate) deps_.budget.correct(Tier::read, *answer.rate, deps_.clock.now());
      if (auto* value = std::get_if<Read>(&answer.outcome)) {
        calm();
        verdict.value = std::move(*value);
        co_return verdict;
      }
      const ReadFailed& failed = std::get<ReadFailed>(answer.outcome);
      if (!settles(failed, what)) continue;
      if (stop_ == Stop::none) verdict.refusal = failed.failure;
      co_return verdict;
    }
  }

 private:
  asio::awaitable<bool> take_slot();  ///< false: the reader has stopped
  bool must_stop();
  /// Whether the failure ends this read, by a refusal or because the reader stops; false: try again.
  bool settles(const ReadFailed& failed, const std::string& what);
  void hold(const ReadFailed& failed);  ///< as long as a 429 asks for
  void wait_out(const Failure& failure, const std::string& what);
  void calm();
  void halt(Stop why, std::string reason);

  const RunOptions& options_;
  const Deps& deps_;
  ApiClient api_;
  std::unique_ptr<Alarm> alarm_;
  ApiCalls calls_;
  Stop stop_ = Stop::none;
  std::string reason_;
  bool ever_succeeded_ = false;
  int failures_ = 0;
  Duration wait_{};
  std::optional<Instant> failing_since_;
};

}  // namespace pressrun::app
