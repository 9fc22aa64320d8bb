#pragma once

#include "pressrun/domain/results.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pressrun {

/// `--max-failures N` or `N%`: how many jobs may fail, or come out partial, before a run submits no more.
struct FailureLimit {
  std::uint64_t most = 0;
  bool percent = false;  ///< of the jobs that have ended, from the twentieth on

  /// Whether these are more than may fail. `ended`: all jobs that have come to an end, the failed ones too.
  [[nodiscard]] bool is_exceeded(std::size_t failed, std::size_t ended) const;
  /// "3", "10%".
  [[nodiscard]] std::string text() const;
};

/// How many jobs of a run have ended, and how many of them as nobody wants. One that is tried again within
/// the run, and succeeds, has not failed.
class FailureCount {
 public:
  explicit FailureCount(std::optional<FailureLimit> limit) : limit_(limit) {}

  /// So many jobs stood at `before`, and stand at `after` now.
  void change(JobStatus before, JobStatus after, std::size_t jobs);
  /// Whether more have failed than may; never without a limit.
  [[nodiscard]] bool is_exceeded() const;
  [[nodiscard]] std::size_t failed() const { return failed_; }

 private:
  std::optional<FailureLimit> limit_;
  std::size_t failed_ = 0;
  std::size_t succeeded_ = 0;
};

/// "3" or "10%"; nothing for anything else.
std::optional<FailureLimit> parse_failure_limit(std::string_view text);

}  // namespace pressrun
