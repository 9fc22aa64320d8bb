#pragma once

#include "app/call_gate.hpp"
#include "pressrun/app/api_client.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/core/outcomes.hpp"
#include "pressrun/core/read_patience.hpp"

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

/// What a read came to. Neither a value nor a refusal: the reads were stopped.
template <class Read>
struct ReadResult {
  std::optional<Read> value;
  std::optional<Failure> refusal;  ///< the API's own words: not there, not ours, rejected
};

/// Reads one thing after the other, each through the gate; core/read_patience says how often one is tried.
/// What cannot pass stops them for good. A signal and the deadline cut a wait short, and a signal cuts off
/// the call itself. Listens to the shutdown while it lives: one of it at a time. Threads: one strand.
class Reads {
 public:
  /// `tier`: what the calls are booked on. Of writes, only those that may be repeated go through it.
  Reads(const RunOptions& options, const Deps& deps, Tier tier = Tier::read);
  ~Reads() { deps_.shutdown.on_request({}); }
  Reads(const Reads&) = delete;
  Reads& operator=(const Reads&) = delete;

  ApiClient& api() { return api_; }
  [[nodiscard]] Stop stop() const { return stop_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }
  [[nodiscard]] const ApiCalls& calls() const { return calls_; }

  /// `what` is being read: "design 64238d01…"; it stands in the log.
  template <class Read>
  asio::awaitable<ReadResult<Read>> read(std::string what, ReadCall<Read> call) {
    ReadResult<Read> result;
    for (;;) {
      const bool may_send = co_await take_slot();
      if (!may_send) co_return result;
      auto answer = co_await perform(call);
      if (!answer) co_return result;
      gate_.report(tier_, *answer, std::nullopt);  // what designs take varies with their size
      const Trouble* trouble = trouble_of(answer->outcome);
      if (trouble == nullptr) {
        patience_.on_answer();
        result.value = std::get<Read>(std::move(answer->outcome));
        co_return result;
      }
      const AfterRead::Does does = meet(*trouble, what);
      if (does == AfterRead::Does::refused) result.refusal = trouble->failure;
      if (does != AfterRead::Does::ask_again) co_return result;
    }
  }

 private:
  /// Nothing: a signal cut it off. A read that is cut off loses nothing.
  template <class Read>
  asio::awaitable<std::optional<Answer<std::variant<Read, Trouble>>>> perform(const ReadCall<Read>& call) {
    asio::cancellation_signal cut_off;
    under_way_ = &cut_off;
    auto made = call();
    auto answer = co_await gate_.perform(cut_off, std::move(made));
    under_way_ = nullptr;
    if (!answer) must_stop();
    co_return answer;
  }

  asio::awaitable<bool> take_slot();  ///< false: they were stopped
  bool must_stop();
  AfterRead::Does meet(const Trouble& trouble, const std::string& what);
  void tell(const Trouble& trouble, const std::string& what);
  void halt(Stop why, std::string reason);

  const RunOptions& options_;
  const Deps& deps_;
  Tier tier_;
  CallGate gate_;
  ApiClient api_;
  ReadPatience patience_;
  std::unique_ptr<Alarm> alarm_;
  asio::cancellation_signal* under_way_ = nullptr;  // cuts off the call; null: none is under way
  ApiCalls calls_;
  Stop stop_ = Stop::none;
  std::string reason_;
};

}  // namespace pressrun::app
