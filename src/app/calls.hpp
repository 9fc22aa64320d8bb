#pragma once

#include "app/polls.hpp"
#include "app/run_stops.hpp"
#include "app/submissions.hpp"
#include "pressrun/core/admission.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <exception>
#include <list>

namespace pressrun::app {

/// The calls under way: each is a coroutine that performs one submission, one poll or one probe, and wakes
/// the scheduler when it is done. Must outlive them. Threads: one strand.
class Calls {
 public:
  Calls(asio::any_io_executor executor, Submissions& submissions, Polls& polls, RunStops& stops)
      : executor_(std::move(executor)), submissions_(submissions), polls_(polls), stops_(stops) {}

  /// What the admission decided and booked: a submission, a poll or a probe.
  void start(const Admission::Next& next);
  /// Answers that did not come in time: submissions among them are in doubt.
  void cut_off();
  [[nodiscard]] bool empty() const { return under_way_.empty(); }
  /// The first error that nobody foresaw; null: there was none.
  [[nodiscard]] const std::exception_ptr& broken() const { return broken_; }

 private:
  /// Cut off, a call loses no answer that has come.
  using UnderWay = std::list<asio::cancellation_signal>;
  void spawn(asio::awaitable<void> call, UnderWay::iterator handle);

  asio::any_io_executor executor_;
  Submissions& submissions_;
  Polls& polls_;
  RunStops& stops_;
  UnderWay under_way_;
  std::exception_ptr broken_;
};

}  // namespace pressrun::app
