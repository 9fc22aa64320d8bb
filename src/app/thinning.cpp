#include "pressrun/app/thinning.hpp"

#include "pressrun/api/sha256.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace pressrun::app {

std::string Sample::text() const { return std::to_string(count) + (percent ? "%" : ""); }

std::optional<Sample> parse_sample(std::string_view text) {
  Sample made;
  made.percent = text.ends_with('%');
  if (made.percent) text.remove_suffix(1);
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), made.count);
  const bool whole = !text.empty() && error == std::errc{} && stop == text.data() + text.size();
  if (!whole || made.count == 0 || (made.percent && made.count > 100)) return std::nullopt;
  return made;
}

void SampleDraw::add(const std::string& entry, const std::string& key) {
  api::Sha256 digest;
  digest.add(key);
  entries_[entry].emplace_back(digest.text(), key);
}

JobKeys SampleDraw::drawn() const {
  JobKeys keys;
  for (auto [entry, jobs] : entries_) {
    const std::uint64_t all = jobs.size();
    const std::uint64_t wanted = sample_.percent ? (all * sample_.count + 99) / 100 : sample_.count;
    const auto taken = static_cast<std::ptrdiff_t>(std::min(all, wanted));
    std::ranges::partial_sort(jobs, jobs.begin() + taken);
    for (auto job = jobs.begin(); job != jobs.begin() + taken; ++job) keys.insert(job->second);
  }
  return keys;
}

bool SubmitLimit::take() {
  if (!left) return true;
  if (*left == 0) return false;
  --*left;
  return true;
}

}  // namespace pressrun::app
