#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace pressrun::app {

/// `--sample N` or `N%`: so many jobs of each entry.
struct Sample {
  std::uint64_t count = 0;
  bool percent = false;  ///< of the entry's jobs, rounded up

  [[nodiscard]] std::string text() const;  ///< "5", "10%"
};
/// "5" or "10%", from 1 on; nothing for anything else.
std::optional<Sample> parse_sample(std::string_view text);

using JobKeys = std::unordered_set<std::string>;

/// Draws the sample by SHA-256 of the keys: of the same jobs always the same, and of more jobs mostly the
/// same.
class SampleDraw {
 public:
  explicit SampleDraw(Sample sample) : sample_(sample) {}

  /// `entry`: the name of the entry of `designs` that gives the job.
  void add(const std::string& entry, const std::string& key);
  [[nodiscard]] JobKeys drawn() const;

 private:
  Sample sample_;
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> entries_;  // digest and key
};

/// `--limit`: how many more jobs of all manifests may be submitted. Nothing: there is no limit.
struct SubmitLimit {
  std::optional<std::size_t> left;

  /// Whether one more may; it counts.
  bool take();
};

/// What `--sample` and `--limit` leave of the selected jobs of one manifest.
struct Thinning {
  std::optional<JobKeys> sample;     ///< nothing: none is asked for
  std::optional<JobKeys> submitted;  ///< likewise, of `--limit`: those that are to be submitted

  [[nodiscard]] bool draws(const std::string& key) const { return !sample || sample->contains(key); }
  /// `submits`: the job has something to be bought.
  [[nodiscard]] bool admits(const std::string& key, bool submits) const {
    return draws(key) && (!submits || !submitted || submitted->contains(key));
  }
};

}  // namespace pressrun::app
