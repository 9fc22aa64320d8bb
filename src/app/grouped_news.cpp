#include "app/grouped_news.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

namespace pressrun::app {
namespace {

constexpr Duration first_wait = std::chrono::seconds{5};
constexpr Duration longest_wait = std::chrono::minutes{5};
constexpr std::size_t most_kinds = 30;
constexpr std::size_t named_of_a_group = 3;
constexpr const char* other_kinds = "\n";  // no news of its own has that

}  // namespace

std::optional<std::string> GroupedNews::add(const News& news, Instant now) {
  std::string kind = news.before + "\n" + news.after;
  if (!groups_.contains(kind) && groups_.size() >= most_kinds) kind = other_kinds;
  const auto [at, is_new] = groups_.try_emplace(kind);
  Group& group = at->second;
  if (is_new) {
    const bool all_others = kind == other_kinds;
    group.before = all_others ? "" : news.before;
    group.after = all_others ? " had other troubles: the results name them" : news.after;
    group.wait = first_wait;
    return news.before + news.job + news.after;
  }
  if (group.counted++ == 0) group.say_at = now + group.wait;
  if (group.jobs.size() < named_of_a_group) group.jobs.push_back(news.job);
  return std::nullopt;
}

std::vector<std::string> GroupedNews::due(Instant now) {
  std::vector<std::string> lines;
  for (auto& [kind, group] : groups_) {
    if (group.counted == 0 || group.say_at > now) continue;
    lines.push_back(text_of(group));
    group.wait = std::min(2 * group.wait, longest_wait);
  }
  return lines;
}

std::vector<std::string> GroupedNews::rest() {
  std::vector<std::string> lines;
  for (auto& [kind, group] : groups_)
    if (group.counted > 0) lines.push_back(text_of(group));
  return lines;
}

/// Of one alone as it would have been said; and from here on nothing is counted.
std::string GroupedNews::text_of(Group& group) {
  std::string names;
  for (const std::string& job : group.jobs) names += (names.empty() ? "" : ", ") + job;
  std::string line = group.before + names + group.after;
  if (group.counted > 1) {
    if (group.counted > group.jobs.size()) names += ", …";
    line = group.before + std::to_string(group.counted) + " more" + group.after + ": " + names;
  }
  group.jobs.clear();
  group.counted = 0;
  return line;
}

}  // namespace pressrun::app
