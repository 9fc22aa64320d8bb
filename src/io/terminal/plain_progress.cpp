#include "io/terminal/plain_progress.hpp"

#include "io/terminal/bar.hpp"

namespace pressrun::io {

void PlainProgress::show(const ProgressReading& reading) {
  if (!figures_) return;
  unsaid_ = reading;
  if (reading.elapsed < next_) return;
  next_ = reading.elapsed + std::chrono::minutes{1};
  write_(render_line(reading) + "\n");
  unsaid_.reset();
}

void PlainProgress::say(const std::string& line) { write_(shown(line, unicode_) + "\n"); }

void PlainProgress::finish() {
  if (unsaid_) write_(render_line(*unsaid_) + "\n");
  unsaid_.reset();
  next_ = std::chrono::minutes{1};
}

}  // namespace pressrun::io
