#pragma once

#include "pressrun/domain/results.hpp"
#include "pressrun/report/results_writer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pressrun::report {

/// Wraps text in SGR colours, or leaves it as it is.
struct Paint {
  bool color = false;

  [[nodiscard]] std::string bold(std::string_view text) const { return wrap("1", text); }
  [[nodiscard]] std::string good(std::string_view text) const { return wrap("32", text); }
  [[nodiscard]] std::string bad(std::string_view text) const { return wrap("31", text); }
  [[nodiscard]] std::string warn(std::string_view text) const { return wrap("33", text); }

 private:
  [[nodiscard]] std::string wrap(std::string_view code, std::string_view text) const;
};

/// "1 job", "2 jobs".
std::string counted(std::uint64_t count, std::string_view one);

/// "12 succeeded (2 unchanged), 1 partial, 3 failed, 1 in doubt, 4 pending": what is zero is left out.
std::string counts_text(const Summary& summary, const Paint& paint);

/// "14 credits settled, 1 out, 0 in doubt; limit 30".
std::string credit_book_text(const CreditBook& book);

/// What is no longer asked for: a line or two, or nothing.
std::string orphans_text(const OrphanCounts& orphans, std::string_view manifest);

/// Until when what renders can be fetched: a line, or nothing.
std::string rendering_text(const Summary& summary);

/// The failed and partial jobs with their reasons, then those in doubt with the commands that settle them.
/// `more`: how many of either kind there are beyond those named.
std::string jobs_text(const std::vector<JobView>& jobs, std::size_t more, std::string_view manifest,
                      const Paint& paint);

}  // namespace pressrun::report
