#pragma once

#include "pressrun/ports/progress.hpp"

#include <functional>
#include <optional>
#include <string>

namespace pressrun::io {

/// For log files and CI: a line at most once a minute of the readings' `elapsed`, and one at the end.
/// `figures` false: nothing but what is said.
class PlainProgress final : public Progress {
 public:
  PlainProgress(std::function<void(const std::string&)> write, bool unicode, bool figures)
      : write_(std::move(write)), unicode_(unicode), figures_(figures) {}

  void show(const ProgressReading& reading) override;
  void say(const std::string& line) override;
  void finish() override;

 private:
  std::function<void(const std::string&)> write_;
  bool unicode_;
  bool figures_;
  Duration next_ = std::chrono::minutes{1};
  std::optional<ProgressReading> unsaid_;
};

}  // namespace pressrun::io
