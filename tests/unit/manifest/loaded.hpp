#pragma once

#include "pressrun/manifest/manifest.hpp"
#include "support/memory_sources.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace pressrun::test {

inline const std::string design_id = "64238d01-d402-474b-8c2d-fbc957e9d290";

/// A manifest with one design called hero; `entry` is the rest of its entry, indented by four.
inline std::string with_entry(const std::string& entry, const std::string& head = "") {
  return "pressrun: 1\n" + head + "designs:\n  - design_id: " + design_id + "\n    name: hero\n" + entry;
}

/// Loads and expands, and keeps every finding.
struct Loaded {
  MemorySources sources;
  manifest::LoadOptions options;
  bool as_check = false;  ///< reads as a check does: with every lint
  manifest::Loaded result;
  std::vector<JobSpec> jobs;
  Diagnostics findings;

  void load(const std::string& text) {
    result = manifest::load(text, "m.yaml", sources, options);
    findings = result.diagnostics;
    jobs.clear();
    if (!result.manifest) return;
    const auto stream = result.manifest->jobs({as_check, as_check});
    for (auto job = stream->next(); job; job = stream->next()) jobs.push_back(std::move(*job));
    for (const Diagnostic& finding : stream->diagnostics().items) findings.items.push_back(finding);
  }

  std::vector<std::string> keys() const {
    std::vector<std::string> all;
    for (const JobSpec& job : jobs) all.push_back(job.key.text);
    return all;
  }

  const Scalar& scalar(std::size_t job, std::vector<std::string> path) const {
    const Value whole{jobs.at(job).request};
    const Value* at = &whole;
    for (const std::string& key : path) {
      at = at->find(key);
      if (at == nullptr) throw std::runtime_error("no '" + key + "'");
    }
    return kept_ = *at->scalar();
  }
  std::string title(std::size_t job) const { return scalar(job, {"elements", "title", "payload"}).text; }

  /// Every finding as it is printed.
  std::string page() const {
    std::string text;
    for (const Diagnostic& finding : findings.items) text += render(finding);
    return text;
  }

 private:
  mutable Scalar kept_;
};

}  // namespace pressrun::test
