#include "report/terminal_text.hpp"

#include "pressrun/report/results_writer.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace pressrun::report {
namespace {

constexpr std::size_t groups_shown = 10;
constexpr std::size_t keys_shown = 3;
constexpr std::size_t reasons_shown = 3;  // a job may have an error a format; the results have them all

bool needs_no_quotes(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view{"/._-+:@%,="}.find(c) != std::string_view::npos;
}

std::string reason_text(const Failure& failure) {
  std::string text = failure.format.empty() ? "" : printable(failure.format) + ": ";
  text += printable(failure.message.empty() ? failure.id : failure.message);
  if (!failure.message.empty() && !failure.id.empty()) text += " [" + printable(failure.id) + "]";
  return text;
}

/// Jobs that ask for equal content stand alike.
using Alike = std::vector<const JobView*>;

std::vector<Alike> alike(const std::vector<JobView>& jobs) {
  std::vector<Alike> groups;
  std::map<std::pair<std::string_view, JobStatus>, std::size_t> known;
  for (const JobView& job : jobs) {
    const auto [found, is_new] = known.try_emplace({job.fingerprint.text, job.status}, groups.size());
    if (is_new || job.fingerprint.text.empty()) {
      groups.push_back({&job});
    } else {
      groups[found->second].push_back(&job);
    }
  }
  return groups;
}

std::string keys_of(const Alike& group) {
  std::string text;
  for (std::size_t i = 0; i < std::min(group.size(), keys_shown); ++i)
    text += (i > 0 ? ", " : "") + printable(group[i]->key.text);
  if (group.size() > keys_shown) text += " and " + counted(group.size() - keys_shown, "more job");
  return group.size() > 1 ? text + " of equal content" : text;
}

std::string failed_jobs(const Alike& group, const Paint& paint) {
  const JobView& job = *group.front();
  const std::string status{results_status(job.status)};
  std::string text = "  " + keys_of(group) + "  " +
                     (job.status == JobStatus::partial ? paint.warn(status) : paint.bad(status)) + "\n";
  const std::size_t shown = std::min(job.failures.size(), reasons_shown);
  for (std::size_t i = 0; i < shown; ++i) text += "    " + reason_text(job.failures[i]) + "\n";
  if (job.failures.size() > shown) {
    text += "    and " + counted(job.failures.size() - shown, "more reason") + "\n";
  }
  return text;
}

/// What tells this attempt from others in the vendor's dashboard.
std::string what_was_sent(const JobView& job) {
  constexpr std::size_t most_shown = 200;
  std::string text = "attempt " + std::to_string(job.attempts);
  if (job.submitted_at) text += ", sent at " + to_rfc3339(*job.submitted_at);
  text += ": design " + printable(job.design_id.text);
  if (job.variables_json != "{}") text += " with " + printable(job.variables_json.substr(0, most_shown));
  return job.variables_json.size() > most_shown ? text + "…" : text;
}

std::string doubtful_jobs(const Alike& group, std::string_view manifest) {
  const JobView& job = *group.front();
  std::string text = "  " + keys_of(group);
  if (!job.failures.empty()) text += "  " + reason_text(job.failures.front());
  text += "\n    " + what_was_sent(job);
  text += "\n    pressrun resolve " + std::string{manifest} + " --job " + shell_word(job.key.text) +
          " --as id=UUID\n";
  return text;
}

std::string counted_as(std::size_t count, std::string_view name) {
  return count == 0 ? "" : ", " + std::to_string(count) + " " + std::string{name};
}

}  // namespace

std::string Paint::wrap(std::string_view code, std::string_view text) const {
  if (!color) return std::string{text};
  return "\x1B[" + std::string{code} + "m" + std::string{text} + "\x1B[0m";
}

std::string counted(std::uint64_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string{one} + (count == 1 ? "" : "s");
}

std::string shell_word(std::string_view text) {
  const std::string shown = printable(text);
  if (!shown.empty() && shown == text && std::ranges::all_of(shown, needs_no_quotes)) return shown;
  std::string quoted = "'";
  for (const char c : shown) quoted += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
  return quoted + "'";
}

std::string counts_text(const Summary& summary, const Paint& paint) {
  std::string text;
  const auto add = [&text](const std::string& part) {
    if (!part.empty()) text += (text.empty() ? part.substr(2) : part);
  };
  std::string good = counted_as(summary.succeeded, "succeeded");
  // An earlier run may also have left what failed as it is.
  const bool all_good = summary.partial + summary.failed == 0 && summary.unchanged <= summary.succeeded;
  if (!good.empty() && summary.unchanged > 0 && all_good)
    good += " (" + std::to_string(summary.unchanged) + " unchanged)";
  if (!good.empty()) add(", " + paint.good(good.substr(2)));
  const auto add_painted = [&](std::size_t count, std::string_view name, auto color) {
    if (count > 0) add(", " + (paint.*color)(std::to_string(count) + " " + std::string{name}));
  };
  add_painted(summary.partial, "partial", &Paint::warn);
  add_painted(summary.failed, "failed", &Paint::bad);
  add_painted(summary.in_doubt, "in doubt", &Paint::bad);
  std::string pending = counted_as(summary.pending, "pending");
  if (summary.rendering > 0) pending += " (" + std::to_string(summary.rendering) + " rendering)";
  add(pending);
  if (summary.unchanged > 0 && !all_good)
    text += "; " + std::to_string(summary.unchanged) + " of all these unchanged";
  return text.empty() ? "nothing to do" : text;
}

std::string credit_book_text(const CreditBook& book) {
  std::string text = counted(book.settled, "credit") + " settled, " + std::to_string(book.out) + " out, " +
                     std::to_string(book.in_doubt) + " in doubt";
  if (book.limit) text += "; limit " + std::to_string(*book.limit);
  return text;
}

std::string orphans_text(const OrphanCounts& orphans, std::string_view manifest) {
  if (orphans.all() == 0) return "";
  std::string parts;
  const auto add = [&parts](std::size_t count, std::string_view words) {
    if (count == 0) return;
    parts += (parts.empty() ? "" : ", ") + std::to_string(count) + " " + std::string{words};
  };
  add(orphans.fetched, "there");
  add(orphans.open, "still rendering");
  add(orphans.in_doubt, "in doubt");
  std::string text = "  no longer asked for: " + counted(orphans.all(), "generation request") + " (" + parts +
                     "), listed as orphans in the results\n";
  if (orphans.in_doubt > 0)
    text += "    what is in doubt of it is listed by: pressrun resolve " + std::string{manifest} + "\n";
  return text;
}

std::string rendering_text(const Summary& summary) {
  if (!summary.rendering_since) return "";
  return "  what renders is paid for, and kept by the API until " +
         to_rfc3339(*summary.rendering_since + results_are_kept) + "\n";
}

std::string jobs_text(const std::vector<JobView>& jobs, std::size_t more, std::string_view manifest,
                      const Paint& paint) {
  std::string failed;
  std::string doubtful;
  const std::vector<Alike> groups = alike(jobs);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Alike& group = groups[i];
    if (i >= groups_shown) {
      more += group.size();
    } else if (group.front()->status == JobStatus::in_doubt) {
      doubtful += doubtful_jobs(group, manifest);
    } else {
      failed += failed_jobs(group, paint);
    }
  }
  std::string text;
  if (!failed.empty()) text += paint.bad("failed or partial:") + "\n" + failed;
  if (!doubtful.empty()) {
    text += paint.bad("in doubt: submitted, and the answer was lost. They may have been paid for.") + "\n" +
            doubtful;
    text +=
        "    (UUID of the generation request in the vendor's dashboard; or --as drop; or --as resubmit, "
        "which may "
        "pay twice)\n";
  }
  if (more > 0)
    text += "  … and " + counted(more, "more job") + " (pressrun status " + std::string{manifest} + ")\n";
  return text;
}

}  // namespace pressrun::report
