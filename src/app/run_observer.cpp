#include "app/run_observer.hpp"

#include "pressrun/domain/text.hpp"

#include <optional>
#include <utility>
#include <variant>

namespace pressrun::app {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;  // clang 14 does not find it by itself

std::string line_of(const Recorded& recorded) {
  if (const auto* accepted = std::get_if<IdIssued>(&recorded.fact))
    return recorded.job + " submitted: " + accepted->id.text;
  if (const auto* refused = std::get_if<RequestRefused>(&recorded.fact))
    return recorded.job + " not taken: " + refused->why.id + ": " + refused->why.message;
  return {};
}

std::optional<News> news_of(const Recorded& recorded) {
  if (const auto* doubt = std::get_if<RequestDoubted>(&recorded.fact))
    return News{"", recorded.job, " is in doubt: " + doubt->why.message};
  if (const auto* gone = std::get_if<IdGone>(&recorded.fact))
    return News{"", recorded.job,
                " is in doubt: the API no longer knows generation request " + gone->id.text + ": " +
                    gone->why.message};
  return std::nullopt;
}

std::optional<News> news_of(const JobsEnded& ended) {
  if (ended.status == JobStatus::succeeded) return std::nullopt;
  return News{"", ended.jobs,
              " " + std::string{to_string(ended.status)} + (ended.why.empty() ? "" : ": " + ended.why)};
}

/// What may happen to many jobs alike.
std::optional<News> news_of(const RunEvent& event) {
  if (const auto* recorded = std::get_if<Recorded>(&event)) return news_of(*recorded);
  if (const auto* ended = std::get_if<JobsEnded>(&event)) return news_of(*ended);
  if (const auto* taken = std::get_if<IdTaken>(&event))
    return News{"", taken->job, " is in doubt: " + taken->why};
  if (const auto* left = std::get_if<LeftRendering>(&event))
    return News{"", left->job, " is still rendering: left for the next run"};
  if (const auto* odd = std::get_if<Deviation>(&event)) return News{"warning: ", odd->job, ": " + odd->text};
  return std::nullopt;
}

std::string words_of(const Unsaved& unsaved) {
  const auto* accepted = std::get_if<IdIssued>(&unsaved.fact);
  const std::string what = accepted != nullptr
                               ? unsaved.job + " was accepted as generation request " + accepted->id.text
                               : unsaved.job + " was delivered";
  std::string text = what + ", which the journal could not take";
  if (!unsaved.kept.empty())
    return text + "; it is kept in " + unsaved.kept + ", and the next command takes it in";
  if (accepted == nullptr) return text;
  return text + ", and nothing beside it; when it can be written again: pressrun resolve MANIFEST --job '" +
         unsaved.job + "' --as id=" + accepted->id.text;
}

}  // namespace

std::string text_of(const DeliveryRefused& event) {
  return std::string{"a webhook's delivery was refused: "} +
         (event.untimely ? "its signature's time is more than 300 s away from this machine's clock"
                         : "it is not signed with the secret in ABYSSALE_SIGNING_SECRET") +
         "; requests are polled all the same";
}

std::string text_of(const NotReached& event) {
  return event.url + " does not lead to this process: " + event.why +
         "; without webhooks, requests are polled";
}

RunObservers::RunObservers(const Deps& deps) {
  add(std::make_unique<ProgressObserver>(deps.progress));
  if (deps.log_event)
    add(std::make_unique<EventLogObserver>(deps.log_event));
  else if (deps.log)
    add(std::make_unique<LogObserver>(deps.log));
}

void RunObservers::tell(const RunEvent& event) const {
  for (const auto& observer : observers_) observer->on(event);
}

void LogObserver::on(const RunEvent& event) {
  const std::string line = std::visit(
      Overloaded{
          [](const Stopping& e) { return "stop: " + e.reason; },
          [](const Recorded& e) { return line_of(e); },
          [](const JobsEnded& e) { return e.jobs + " " + std::string{to_string(e.status)}; },
          [](const ServiceProbed& e) {
            return std::string{e.answers ? "the service answers again" : "the service does not answer yet"};
          },
          [](const auto&) { return std::string{}; },
      },
      event);
  if (log_ && !line.empty()) log_(line);
}

void ProgressObserver::on(const RunEvent& event) {
  if (const auto* passed = std::get_if<TimePassed>(&event)) {
    now_ = passed->now;
    for (const std::string& line : passed->ends ? news_.rest() : news_.due(now_)) progress_.say(line);
    return;
  }
  if (const auto news = news_of(event)) {
    if (const auto line = news_.add(*news, now_)) progress_.say(*line);
    return;
  }
  const std::string words = std::visit(
      Overloaded{
          [](const Unsaved& e) { return words_of(e); },
          [](const LeftUndecided& e) {
            return e.job + " is left for the next run: what its design " + e.design.text +
                   " consists of could not be read";
          },
          [](const ServiceAway& e) {
            return "the service does not answer as it should: " + e.why + "; looking whether it is back";
          },
          [this](const RateLimited& e) -> std::string {
            constexpr Duration worth_telling = std::chrono::seconds{5};
            const Instant until = e.now + e.wait;
            if (e.wait < worth_telling || until < told_wait_ + worth_telling) return {};
            told_wait_ = until;
            return "rate limited: the API asks to wait " + format_duration(e.wait);
          },
          [this](const PollRefused& e) -> std::string {
            if (std::exchange(told_refused_, true)) return {};
            return "the API refuses to say what became of a generation: " + e.why + "; it is asked again";
          },
          [this](const DeliveryRefused& e) -> std::string {
            if (std::exchange(told_delivery_refused_, true)) return {};
            return text_of(e);
          },
          [](const NotReached& e) { return "warning: " + text_of(e); },
          [](const OthersCall&) {
            return std::string{"another client uses this API key: pressrun leaves it room, and takes longer"};
          },
          [](const auto&) { return std::string{}; },
      },
      event);
  if (!words.empty()) progress_.say(words);
}

}  // namespace pressrun::app
