#include "pressrun/report/metrics.hpp"

#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace pressrun::report {
namespace {

struct Family {
  std::string_view name;
  std::string_view help;
};

constexpr std::array families = std::to_array<Family>({
    {"pressrun_build_info", "The program that wrote this file; always 1."},
    {"pressrun_last_run_timestamp_seconds", "When the last run of the manifest ended."},
    {"pressrun_last_success_timestamp_seconds", "When a run of the manifest last ended with exit code 0."},
    {"pressrun_last_run_exit_code", "How the last run ended; see the table of exit codes."},
    {"pressrun_last_run_duration_seconds", "How long the last run took."},
    {"pressrun_jobs", "Jobs of the manifest by status."},
    {"pressrun_assets", "Assets that are there."},
    {"pressrun_credits", "Credits of the manifest by what became of them."},
    {"pressrun_last_run_api_calls", "API calls of the last run by kind."},
});

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out;
}

std::string number_of(std::uint64_t value) { return std::to_string(value); }

/// Seconds with three decimals.
std::string seconds(std::int64_t milliseconds) {
  const std::string rest = std::to_string(1000 + milliseconds % 1000).substr(1);
  return std::to_string(milliseconds / 1000) + "." + rest;
}

/// Samples by family: "name{labels}" to value.
class Samples {
 public:
  /// What the file had, by campaign. Lines that are none of ours are dropped.
  void read(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      take(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void forget(const std::string& campaign, std::string_view but) {
    const std::string label = "campaign=\"" + campaign + "\"";
    for (auto& [family, samples] : families_) {
      if (family == but) continue;
      std::erase_if(samples,
                    [&](const auto& sample) { return sample.first.find(label) != std::string::npos; });
    }
  }

  void set(std::string_view family, const std::string& labels, std::string value) {
    families_[std::string{family}][std::string{family} + "{" + labels + "}"] = std::move(value);
  }

  [[nodiscard]] std::string text() const {
    std::string out;
    for (const Family& family : families) {
      const auto found = families_.find(family.name);
      if (found == families_.end() || found->second.empty()) continue;
      out += "# HELP " + std::string{family.name} + " " + std::string{family.help} + "\n# TYPE " +
             std::string{family.name} + " gauge\n";
      for (const auto& [sample, value] : found->second)
        out.append(sample).append(" ").append(value).append("\n");
    }
    return out;
  }

 private:
  void take(std::string_view line) {
    const std::size_t brace = line.find('{');
    const std::size_t space = line.rfind(' ');
    if (brace == std::string_view::npos || space == std::string_view::npos || space < brace) return;
    const std::string_view name = line.substr(0, brace);
    const std::string_view value = line.substr(space + 1);
    const bool ours = std::ranges::find(families, name, &Family::name) != families.end();
    const bool number = !value.empty() &&
                        std::ranges::all_of(value, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    if (!ours || !number || line[space - 1] != '}' || name == "pressrun_build_info") return;
    families_[std::string{name}][std::string{line.substr(0, space)}] = std::string{value};
  }

  std::map<std::string, std::map<std::string, std::string>, std::less<>> families_;
};

void add_jobs(Samples& samples, const std::string& label, const Summary& jobs) {
  const std::array<std::pair<std::string_view, std::uint64_t>, 5> statuses{{{"succeeded", jobs.succeeded},
                                                                            {"partial", jobs.partial},
                                                                            {"failed", jobs.failed},
                                                                            {"in_doubt", jobs.in_doubt},
                                                                            {"pending", jobs.pending}}};
  for (const auto& [status, count] : statuses)
    samples.set("pressrun_jobs", label + ",status=\"" + std::string{status} + "\"", number_of(count));
  samples.set("pressrun_assets", label, number_of(jobs.assets));
  const CreditBook& book = jobs.credit_book;
  const std::array<std::pair<std::string_view, std::uint64_t>, 3> states{
      {{"settled", book.settled}, {"out", book.out}, {"in_doubt", book.in_doubt}}};
  for (const auto& [state, count] : states)
    samples.set("pressrun_credits", label + ",state=\"" + std::string{state} + "\"", number_of(count));
  const ApiCalls& calls = jobs.api_calls;
  const std::array<std::pair<std::string_view, std::uint64_t>, 4> kinds{
      {{"submit", calls.submit},
       {"poll", calls.poll},
       {"read", calls.read},
       {"rate_limited", calls.rate_limited}}};
  for (const auto& [kind, count] : kinds)
    samples.set("pressrun_last_run_api_calls", label + ",kind=\"" + std::string{kind} + "\"",
                number_of(count));
}

}  // namespace

std::string metrics_text(const std::vector<RunMetrics>& runs, std::string_view before,
                         std::string_view version) {
  constexpr std::string_view last_success = "pressrun_last_success_timestamp_seconds";
  Samples samples;
  samples.read(before);
  samples.set("pressrun_build_info", "version=\"" + escaped(version) + "\"", "1");
  for (const RunMetrics& run : runs) {
    const std::string campaign = escaped(run.campaign);
    const std::string label = "campaign=\"" + campaign + "\"";
    const std::string ended = seconds(run.ended_at.time_since_epoch().count());
    samples.forget(campaign, last_success);
    samples.set("pressrun_last_run_timestamp_seconds", label, ended);
    if (run.exit_code == 0) samples.set(last_success, label, ended);
    samples.set("pressrun_last_run_exit_code", label, std::to_string(run.exit_code));
    samples.set("pressrun_last_run_duration_seconds", label,
                seconds(std::chrono::duration_cast<std::chrono::milliseconds>(run.took).count()));
    if (run.jobs) add_jobs(samples, label, *run.jobs);
  }
  return samples.text();
}

}  // namespace pressrun::report
