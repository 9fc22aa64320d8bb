#include "pressrun/core/failure_limit.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace pressrun {

bool FailureLimit::is_exceeded(std::size_t failed, std::size_t ended) const {
  constexpr std::size_t first_told = 20;  // one of the first two is no half
  if (!percent) return failed > most;
  return ended >= first_told && failed * 100 > most * ended;
}

std::string FailureLimit::text() const { return std::to_string(most) + (percent ? "%" : ""); }

void FailureCount::change(JobStatus before, JobStatus after, std::size_t jobs) {
  const auto count_of = [this](JobStatus status) -> std::size_t* {
    if (status == JobStatus::failed || status == JobStatus::partial) return &failed_;
    return status == JobStatus::succeeded ? &succeeded_ : nullptr;
  };
  // What an earlier run left failed was never counted here.
  if (std::size_t* from = count_of(before)) *from -= std::min(*from, jobs);
  if (std::size_t* to = count_of(after)) *to += jobs;
}

bool FailureCount::is_exceeded() const {
  return limit_ && limit_->is_exceeded(failed_, failed_ + succeeded_);
}

std::optional<FailureLimit> parse_failure_limit(std::string_view text) {
  FailureLimit made;
  made.percent = text.ends_with('%');
  if (made.percent) text.remove_suffix(1);
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), made.most);
  const bool whole = !text.empty() && error == std::errc{} && stop == text.data() + text.size();
  if (!whole || (made.percent && made.most > 100)) return std::nullopt;
  return made;
}

}  // namespace pressrun
