#include "app/key_check.hpp"

namespace pressrun::app {

void KeyCheck::note(const Failure& failure) {
  suspected_ = suspected_ || failure.id == "http_401" || failure.id == "http_403";
}

bool KeyCheck::is_due() {
  constexpr Duration seldom = std::chrono::minutes{1};
  const Instant now = clock_.now();
  if (!suspected_ || now < next_look_) return false;
  next_look_ = now + seldom;
  return true;
}

asio::awaitable<bool> KeyCheck::ask() {
  const Answer<AuthOutcome> answer = co_await api_.verify_key();
  const auto* trouble = std::get_if<Trouble>(&answer.outcome);
  if (trouble == nullptr) suspected_ = false;
  if (trouble != nullptr && trouble->kind == TroubleKind::unauthorized)
    stops_.stop(Stop::unauthorized, "the API refuses the key: " + trouble->failure.message);
  co_return trouble == nullptr || is_verdict(trouble->kind) || trouble->kind == TroubleKind::rejected;
}

}  // namespace pressrun::app
