#include "pressrun/core/read_patience.hpp"

#include "pressrun/core/backoff.hpp"

namespace pressrun {

void ReadPatience::on_answer() {
  ever_answered_ = true;
  failures_ = 0;
  wait_ = Duration{};
  failing_since_.reset();
}

bool ReadPatience::is_over(Instant now) const {
  const bool never_there = !ever_answered_ && failures_ >= policy_.patience_at_start;
  return never_there || (failing_since_ && now - *failing_since_ >= policy_.patience);
}

AfterRead ReadPatience::on_trouble(const Trouble& trouble, Instant now) {
  using Does = AfterRead::Does;
  const std::string& words = trouble.failure.message;
  switch (trouble.kind) {
    case TroubleKind::untrusted:
      return {Does::stop, Stop::untrusted, words};
    case TroubleKind::unauthorized:
      return {Does::stop, Stop::unauthorized, "the API refuses the key: " + words};
    case TroubleKind::not_found:
    case TroubleKind::gone:
    case TroubleKind::rejected:
    case TroubleKind::plan:
      on_answer();
      return {Does::refused, Stop::none, {}};
    case TroubleKind::throttled:
      return {};
    case TroubleKind::bare_429:  // others keep the ceiling full: not for ever
      break;
    case TroubleKind::transient:
    case TroubleKind::unsent:
      ++failures_;
      wait_ = retry_wait(policy_, failures_);
      break;
  }
  if (!failing_since_) failing_since_ = now;
  if (is_over(now)) return {Does::stop, Stop::service_away, words};
  return {};
}

}  // namespace pressrun
