#include "simulation/step_coverage.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace pressrun::test {
namespace {

constexpr std::array<const char*, 9> states{"concluded",   "rendering", "refused",  "rejected",  "dropped",
                                            "resubmitted", "gone",      "in doubt", "submitting"};
constexpr std::array<const char*, 3> proofs{"by a person", "by its answer", "by a token"};
constexpr std::array<const char*, 4> decisions{"undone", "dropped", "resubmitted", "resubmitted unattended"};

std::string name(const GenerationRequest&, const IdIssued& f) {
  return std::string{"id issued "} + proofs.at(static_cast<std::size_t>(f.proof));
}
std::string name(const GenerationRequest&, const RequestRefused&) { return "refused"; }
std::string name(const GenerationRequest&, const RequestRejected&) { return "rejected"; }
std::string name(const GenerationRequest&, const RequestDoubted&) { return "doubted"; }
std::string name(const GenerationRequest&, const BannersSeen&) { return "banners seen"; }
std::string name(const GenerationRequest& request, const RequestConcluded& f) {
  Formats left = request.formats;
  std::erase_if(left, [&](const std::string& format) {
    return std::ranges::find(f.assets, format, &Asset::format) != f.assets.end();
  });
  if (f.assets.empty() && f.failures.empty()) return "concluded with nothing";
  if (f.assets.empty()) return "concluded, all failed";
  return left.empty() ? "concluded, all there" : "concluded in part";
}
std::string name(const GenerationRequest& request, const IdGone& f) {
  const auto id = std::ranges::find(request.ids, f.id, &IssuedId::id);
  const bool found = id != request.ids.end() && id->proof == Proof::person;
  return found ? "id gone that a person found" : "id gone";
}
std::string name(const GenerationRequest&, const RequestDecided& f) {
  return std::string{"decided: "} + decisions.at(static_cast<std::size_t>(f.decision));
}
std::string name(const GenerationRequest&, const Ordered&) { return "ordered"; }
std::string name(const GenerationRequest&, const UserWord&) { return "user's word"; }

/// What an answer tells of a request whose delivery came first: not every history has each of them.
bool is_told_before(const std::string& pair) {
  constexpr std::array<std::string_view, 4> pairs{"rendering × id issued by its answer",
                                                  "rendering × doubted", "rendering × refused",
                                                  "rendering × rejected"};
  return std::ranges::find(pairs, pair) != pairs.end();
}

std::vector<std::string> all_pairs() {
  std::vector<std::string> pairs;
  for (const char* fact : {"id issued by its answer", "refused", "rejected", "doubted",
                           "concluded, all there", "concluded in part", "left by a process that died"})
    pairs.push_back(std::string{"submitting × "} + fact);
  for (const char* fact :
       {"banners seen", "concluded with nothing", "concluded, all failed", "concluded, all there",
        "concluded in part", "id gone", "id gone that a person found"})
    pairs.push_back(std::string{"rendering × "} + fact);
  pairs.emplace_back("concluded × banners seen");
  for (const char* state : {"in doubt", "gone"}) {
    for (const char* fact : {"decided: dropped", "decided: resubmitted", "decided: resubmitted unattended",
                             "id issued by a person"})
      pairs.push_back(std::string{state} + " × " + fact);
  }
  pairs.emplace_back("dropped × decided: resubmitted");
  return pairs;
}

}  // namespace

void StepCoverage::note(const GenerationRequest& request, const Fact& fact) {
  const std::string what = std::visit([&](const auto& f) { return name(request, f); }, fact);
  note(std::string{states.at(static_cast<std::size_t>(state_of(request)))} + " × " + what);
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
    const bool is_possible = std::ranges::find(possible(), pair) != possible().end() || is_told_before(pair);
    if (!is_possible) found.push_back(pair);
  }
  return found;
}

}  // namespace pressrun::test
