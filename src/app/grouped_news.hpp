#pragma once

#include "pressrun/domain/time.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::app {

/// What happened to a job: `before` and `after` are the same for all to which the same happened.
struct News {
  std::string before;  ///< "warning: ", or nothing
  std::string job;
  std::string after;  ///< " failed: the text does not fit"
};

/// Says what happens to many jobs alike once, and then how many more there are: after five seconds, and each
/// time after twice as long, up to five minutes. More kinds of news than a person reads are one. Pure.
class GroupedNews {
 public:
  /// The line to say now; nothing: it is counted.
  std::optional<std::string> add(const News& news, Instant now);
  /// What has been counted for long enough.
  std::vector<std::string> due(Instant now);
  /// All that was counted and not said.
  std::vector<std::string> rest();

 private:
  struct Group {
    std::string before;
    std::string after;
    std::vector<std::string> jobs;  // the first few of those that were counted
    std::size_t counted = 0;
    Instant say_at{};
    Duration wait{};
  };
  [[nodiscard]] static std::string text_of(Group& group);

  std::map<std::string, Group, std::less<>> groups_;
};

}  // namespace pressrun::app
