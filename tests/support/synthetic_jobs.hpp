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
  void rewind() override { next_ = 0; }
  std::optional<Job> next() override;

  static std::vector<std::string> formats_of(const DesignId& design);
  /// The key of the job that a request body belongs to.
  static std::string key_in(const std::string& body);

 private:
  std::size_t jobs_;
  bool one_design_;
  std::size_t next_ = 0;
};

}  // namespace pressrun::test
