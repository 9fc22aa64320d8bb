#pragma once

#include <cstdint>
#include <filesystem>

namespace pressrun::io {

/// The kernel's lock that says that a worker is alive: on one byte, far behind its text, of the journal's
/// lock file. It ends with its holder, however that goes, and then what the worker had on its way is in
/// doubt.
class Lease {
 public:
  explicit Lease(const std::filesystem::path& journal);
  ~Lease();
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  /// Throws JournalError where the system refuses it.
  void take(std::int64_t worker);
  /// Whether that worker is alive: we, or another.
  [[nodiscard]] bool is_alive(std::int64_t worker) const;

 private:
  int descriptor_ = -1;
  std::int64_t worker_ = 0;
};

}  // namespace pressrun::io
