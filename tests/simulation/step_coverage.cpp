#include "simulation/step_coverage.hpp"

#include <algorithm>
#include <array>

namespace pressrun::test {
namespace {

constexpr std::array<const char*, 7> refusals{"unsent",   "untrusted", "throttled",   "bare 429",
                                              "rejected", "plan",      "unauthorized"};
constexpr std::array<const char*, 9> troubles{"transient", "untrusted",    "throttled",
                                              "bare 429",  "not found",    "gone",
                                              "rejected",  "unauthorized", "plan"};

std::string name(const Granted&) { return "granted"; }
std::string name(const Accepted&) { return "accepted"; }
std::string name(const Refused& e) { return refusals.at(static_cast<std::size_t>(e.why)); }
std::string name(const OutcomeUnknown&) { return "outcome unknown"; }
std::string name(const Delivered&) { return "delivered"; }
std::string name(const NotReady&) { return "not ready"; }
std::string name(const ReadFailed& e) { return troubles.at(static_cast<std::size_t>(e.why)); }
std::string name(const Finalized& e) {
  if (e.failures.empty()) return "finalized";
  return e.assets.empty() ? "finalized, nothing came" : "finalized in part";
}
std::string name(const SubmitOutcome& e) {
  return std::visit([](const auto& outcome) { return name(outcome); }, e);
}
std::string name(const PollOutcome& e) {
  return std::visit([](const auto& outcome) { return name(outcome); }, e);
}

std::string again(const Scope& scope) { return scope.formats.empty() ? "" : " some formats again"; }
std::string name(const Planned& s) { return "planned" + again(s.scope); }
std::string name(const Submitting& s) { return "submitting" + again(s.scope); }
std::string name(const Rendering& s) { return "rendering" + again(s.scope); }
std::string name(const Ended&) { return "ended"; }

std::vector<std::string> all_pairs() {
  std::vector<std::string> pairs;
  for (const char* scope : {"", " some formats again"}) {
    const std::string submitting = std::string{"submitting"} + scope + " × ";
    const std::string rendering = std::string{"rendering"} + scope + " × ";
    pairs.push_back(std::string{"planned"} + scope + " × granted");
    pairs.push_back(submitting + "accepted");
    pairs.push_back(submitting + "outcome unknown");
    pairs.push_back(submitting + "delivered");
    for (const char* refusal : refusals) pairs.push_back(submitting + refusal);
    for (const char* poll : {"not ready", "finalized", "finalized in part", "finalized, nothing came"})
      pairs.push_back(rendering + poll);
    for (const char* trouble : troubles) pairs.push_back(rendering + trouble);
  }
  return pairs;
}

}  // namespace

void StepCoverage::note(const JobState& state, const JobEvent& event) {
  const std::string before = std::visit([](const auto& s) { return name(s); }, state);
  const std::string what = std::visit([](const auto& e) { return name(e); }, event);
  ++counts_[before + " × " + what];
}

const std::vector<std::string>& StepCoverage::possible() {
  static const std::vector<std::string> pairs = all_pairs();
  return pairs;
}

void StepCoverage::add(const StepCoverage& other) {
  for (const auto& [pair, count] : other.counts_) counts_[pair] += count;
}

std::vector<std::string> StepCoverage::missing() const {
  std::vector<std::string> found;
  std::ranges::copy_if(possible(), std::back_inserter(found),
                       [this](const std::string& pair) { return !counts_.contains(pair); });
  return found;
}

std::vector<std::string> StepCoverage::impossible() const {
  std::vector<std::string> found;
  for (const auto& [pair, count] : counts_) {
    if (std::ranges::find(possible(), pair) == possible().end()) found.push_back(pair);
  }
  return found;
}

}  // namespace pressrun::test
