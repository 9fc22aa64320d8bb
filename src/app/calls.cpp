#include "app/calls.hpp"

#include <boost/asio/co_spawn.hpp>

#include <utility>
#include <variant>

namespace pressrun::app {

void Calls::start(const Admission::Next& next) {
  under_way_.emplace_front();
  const UnderWay::iterator handle = under_way_.begin();
  if (const auto* to_submit = std::get_if<Admission::Submit>(&next)) {
    spawn(submissions_.submit(to_submit->job, to_submit->at, *handle), handle);
  } else if (const auto* to_poll = std::get_if<Admission::Poll>(&next)) {
    spawn(polls_.poll(to_poll->job, to_poll->at, *handle), handle);
  } else {
    spawn(polls_.probe(std::get<Admission::Probe>(next).at, *handle), handle);
  }
}

void Calls::spawn(asio::awaitable<void> call, UnderWay::iterator handle) {
  asio::co_spawn(executor_, std::move(call), [this, handle](const std::exception_ptr& error) {
    under_way_.erase(handle);
    if (error && !broken_) broken_ = error;
    stops_.wake();
  });
}

void Calls::cut_off() {
  for (asio::cancellation_signal& call : under_way_) call.emit(asio::cancellation_type::terminal);
}

}  // namespace pressrun::app
