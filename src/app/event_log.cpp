#include "app/run_observer.hpp"
#include "pressrun/domain/text.hpp"

#include <utility>

namespace pressrun::app {
namespace {

template <class... Cases>
struct EventCases : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
EventCases(Cases...) -> EventCases<Cases...>;  // clang 14 does not find it by itself

LoggedEvent event_of(const Recorded& recorded) {
  if (const auto* accepted = std::get_if<IdIssued>(&recorded.fact))
    return {"accepted", "submitted", recorded.job, accepted->id.text};
  if (const auto* refused = std::get_if<RequestRefused>(&recorded.fact))
    return {"wait", "not taken: " + refused->why.message, recorded.job, {}, refused->why.id};
  if (const auto* doubt = std::get_if<RequestDoubted>(&recorded.fact))
    return {"doubt", doubt->why.message, recorded.job, {}, doubt->why.id};
  if (const auto* gone = std::get_if<IdGone>(&recorded.fact))
    return {"doubt", "the API no longer knows the generation request: " + gone->why.message, recorded.job,
            gone->id.text, gone->why.id};
  return {};
}

LoggedEvent event_of(const JobsEnded& ended) {
  std::string message{to_string(ended.status)};
  if (!ended.why.empty()) message += ": " + ended.why;
  return {"job", std::move(message), ended.jobs};
}

}  // namespace

void EventLogObserver::on(const RunEvent& event) {
  const LoggedEvent made = std::visit(
      EventCases{
          [](const Recorded& e) { return event_of(e); },
          [](const JobsEnded& e) { return event_of(e); },
          [](const Stopping& e) {
            return LoggedEvent{"warning", "stop: " + e.reason};
          },
          [](const IdTaken& e) {
            return LoggedEvent{"doubt", e.why, e.job};
          },
          [](const LeftRendering& e) {
            return LoggedEvent{"wait", "still rendering: left for the next run", e.job};
          },
          [](const LeftUndecided& e) {
            return LoggedEvent{
                "wait",
                "left for the next run: what its design " + e.design.text + " consists of could not be read",
                e.job};
          },
          [](const Unsaved& e) {
            return LoggedEvent{"warning",
                               "paid for, and the journal could not take it; it is kept in " + e.kept, e.job};
          },
          [](const ServiceAway& e) {
            return LoggedEvent{"wait", "the service does not answer as it should: " + e.why};
          },
          [](const ServiceProbed& e) {
            return LoggedEvent{"wait",
                               e.answers ? "the service answers again" : "the service does not answer yet"};
          },
          [](const RateLimited& e) {
            return LoggedEvent{"wait", "rate limited: the API asks to wait " + format_duration(e.wait)};
          },
          [](const PollRefused& e) {
            return LoggedEvent{"warning", "a poll was refused: " + e.why};
          },
          [](const Deviation& e) {
            return LoggedEvent{"warning", e.text, e.job};
          },
          [](const DeliveryNoted&) { return LoggedEvent{}; },
          [](const TimePassed&) { return LoggedEvent{}; },
          [this](const DeliveryRefused& e) {
            if (std::exchange(told_delivery_refused_, true)) return LoggedEvent{};
            return LoggedEvent{"warning", text_of(e)};
          },
          [](const NotReached& e) {
            return LoggedEvent{"warning", text_of(e)};
          },
          [](const OthersCall&) {
            return LoggedEvent{"wait", "another client uses this API key"};
          },
      },
      event);
  if (log_ && !made.type.empty()) log_(made);
}

}  // namespace pressrun::app
