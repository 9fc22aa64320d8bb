#include "pressrun/core/resubmission_backoff.hpp"

#include "pressrun/core/backoff.hpp"

namespace pressrun {
namespace {

constexpr int rounds_to_suspect = 2;  // one is what any failure on the way comes to
constexpr int rounds_to_be_sure = 5;

}  // namespace

void ResubmissionBackoff::on_lost(Instant left, Instant now) {
  if (rounds_ == 0) first_ = now;
  if (rounds_ == 0 || left >= last_) ++rounds_;
  last_ = now;
}

void ResubmissionBackoff::on_unsent(Instant now) { first_ = now; }

void ResubmissionBackoff::on_answered() { rounds_ = 0; }

std::optional<Instant> ResubmissionBackoff::next() const {
  if (rounds_ < rounds_to_suspect) return std::nullopt;
  return last_ + resubmission_backoff_wait(policy_, rounds_ - rounds_to_suspect + 1);
}

bool ResubmissionBackoff::loses_all() const { return rounds_ >= rounds_to_be_sure; }

bool ResubmissionBackoff::is_hopeless() const { return loses_all() && last_ - first_ >= policy_.patience; }

}  // namespace pressrun
