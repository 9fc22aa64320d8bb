#pragma once

#include "pressrun/app/run.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace pressrun::test {

/// So many jobs on designs of the bundled workspace, each with its key as the title, so that a generation
/// tells whose it is.
class SyntheticJobs final : public app::JobSource {
 public:
  explicit SyntheticJobs(std::size_t jobs, bool one_design = false) : jobs_(jobs), one_design_(one_design) {}
  /// Two jobs after each other differ in their format alone, and go out as one request. One design.
  void pair() { one_design_ = paired_ = true; }
  /// Each job asks for one format, and gets it with the answer. One design.
  void deliver() { one_design_ = delivered_ = true; }
  /// The manifest was edited so many times: each edition changes every seventh job, another seventh each
  /// time.
  void edit(std::size_t editions) { editions_ = editions; }
  /// The designs were edited, and have this version.
  void edit_designs(std::int64_t version) { version_ = version; }
  /// As RunRecord has it.
  [[nodiscard]] std::string enrollment() const {
    return std::to_string(jobs_) + "/" + std::to_string(editions_) + "/" +
           std::to_string(version_.value_or(-1));
  }
  void rewind() override { next_ = 0; }
  std::optional<Job> next() override;

  static std::vector<std::string> formats_of(const DesignId& design);
  /// The format of a job that is paired.
  static std::string format_of_pair(const JobKey& key);
  /// Whose a request body, or the variables of a job, are: the same for jobs that go out as one request.
  static std::string title_in(const std::string& json);

 private:
  [[nodiscard]] std::vector<std::string> formats(std::size_t job, bool on_hero) const;
  [[nodiscard]] std::string elements(const std::string& title, std::size_t job) const;

  std::size_t jobs_;
  bool one_design_;
  bool paired_ = false;
  bool delivered_ = false;
  std::size_t editions_ = 0;
  std::optional<std::int64_t> version_;
  std::size_t next_ = 0;
};

}  // namespace pressrun::test
