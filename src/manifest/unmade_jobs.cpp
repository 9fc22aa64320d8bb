#include "manifest/unmade_jobs.hpp"

namespace pressrun::manifest {

JobKey UnmadeJobs::key_for(const Place& place, const std::string& own) {
  const auto is_free = [&](const std::string& text) { return !keys_.add(text, {place.index, place.line}); };
  std::string text = place.entry.key_head + own;
  if (!own.empty() && is_free(text)) return JobKey{std::move(text)};
  text += (own.empty() ? "(line " : " (line ") + std::to_string(place.line);
  std::string named = text + ")";
  for (std::size_t number = place.position + 1; !is_free(named); ++number)
    named = text + ", job " + std::to_string(number) + ")";
  return JobKey{std::move(named)};
}

void UnmadeJobs::add_unread(Place& place, const std::vector<Diagnostic>& unread) {
  std::uint32_t line = 0;
  for (const Diagnostic& finding : unread) {
    if (finding.at.line == line && line != 0) {
      jobs_.back().why.push_back(finding);
      continue;
    }
    line = place.line = finding.at.line;
    JobKey key = key_for(place, {});
    jobs_.push_back(
        {std::move(key), place.position++, place.entry.name, place.entry.design.id, {}, {finding}});
  }
}

}  // namespace pressrun::manifest
