#pragma once

#include "app/cut_off.hpp"
#include "pressrun/app/api_client.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/core/outcomes.hpp"

#include <boost/asio/cancellation_signal.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace pressrun::app {

/// One read that may have to be tried again: each call of it sends the request anew.
template <class Read>
using ReadCall = std::function<asio::awaitable<Answer<std::variant<Read, Trouble>>>()>;

/// What a read came to. Neither a value nor a refusal: the reader was stopped.
template <class Read>
struct Verdict {
  std::optional<Read> value;
  std::optional<Failure> refusal;  ///< the API's own words: not there, not ours, rejected
};

/// Reads one thing after the other. Each call waits for its slot of the rate budget; trouble that can pass is
/// waited out as Policy says; what cannot pass stops the reader for good. A signal and the deadline cut a
/// wait short, and a signal cuts off the call itself. Listens to the shutdown while it lives: one reader at a
/// time.
class Reader {
 public:
  Reader(const RunOptions& options, const Deps& deps)
      : options_(options),
        deps_(deps),
        api_(deps.transport, deps.clock, deps.api_key, options.policy.http_timeout),
        alarm_(deps.clock.make_alarm()) {
    deps_.shutdown.on_request([this] {
      alarm_->ring();
      if (under_way_ != nullptr) under_way_->emit(asio::cancellation_type::terminal);
    });
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
      auto answer = co_await perform(call);
      if (!answer) co_return verdict;
      deps_.budget.came_back(Tier::read);
      if (answer->rate) deps_.budget.correct(Tier::read, *answer->rate, deps_.clock.now());
      if (auto* value = std::get_if<Read>(&answer->outcome)) {
        calm();
        verdict.value = std::move(*value);
        co_return verdict;
      }
      const Trouble& failed = std::get<Trouble>(answer->outcome);
      if (!settles(failed, what)) continue;
      if (stop_ == Stop::none) verdict.refusal = failed.failure;
      co_return verdict;
    }
  }

 private:
  /// Nothing: a signal cut it off. A read that is cut off loses nothing.
  template <class Read>
  asio::awaitable<std::optional<Answer<std::variant<Read, Trouble>>>> perform(const ReadCall<Read>& call) {
    asio::cancellation_signal cut_off;
    under_way_ = &cut_off;
    auto made = call();
    auto answer = co_await unless_cut_off(deps_.executor, cut_off, std::move(made));
    under_way_ = nullptr;
    if (!answer) must_stop();
    co_return answer;
  }

  asio::awaitable<bool> take_slot();  ///< false: the reader has stopped
  bool booked(Instant& at);
  bool must_stop();
  /// Whether the failure ends this read, by a refusal or because the reader stops; false: try again.
  bool settles(const Trouble& failed, const std::string& what);
  void hold(const Trouble& failed);  ///< as long as a 429 asks for
  void wait_out(const Failure& failure, const std::string& what);
  void calm();
  void halt(Stop why, std::string reason);

  const RunOptions& options_;
  const Deps& deps_;
  ApiClient api_;
  std::unique_ptr<Alarm> alarm_;
  asio::cancellation_signal* under_way_ = nullptr;  // cuts off the call; null: none is under way
  ApiCalls calls_;
  Stop stop_ = Stop::none;
  std::string reason_;
  bool ever_succeeded_ = false;
  int failures_ = 0;
  Duration wait_{};
  std::optional<Instant> failing_since_;
};

}  // namespace pressrun::app
