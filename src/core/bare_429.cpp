#include "pressrun/core/bare_429.hpp"

namespace pressrun {

std::optional<Instant> Bare429::probe_at() const {
  if (standing_ != Standing::suspected || probing_) return std::nullopt;
  return suspected_at_ + policy_.bare_429_probe;
}

void Bare429::on_bare_429(Instant left, Instant now) {
  if (standing_ == Standing::good) {
    standing_ = Standing::suspected;
    suspected_at_ = now;
    probing_ = false;
  } else if (standing_ == Standing::suspected && left > suspected_at_) {
    standing_ = Standing::spent;
  }
}

void Bare429::on_other_answer(Instant left) {
  if (standing_ == Standing::suspected && left > suspected_at_) standing_ = Standing::good;
}

void Bare429::on_no_answer(Instant left, Instant now) {
  if (standing_ != Standing::suspected || left <= suspected_at_) return;
  suspected_at_ = now;
  probing_ = false;
}

}  // namespace pressrun
