#pragma once

#include "pressrun/ports/journal_files.hpp"

namespace pressrun::io {

/// The journals on this machine's disk, each a SQLite file.
class DiskJournals final : public JournalFiles {
 public:
  [[nodiscard]] std::unique_ptr<JournalReader> open(const std::filesystem::path& journal) override;
  [[nodiscard]] std::optional<JournalMark> mark(const std::filesystem::path& journal) override;
  [[nodiscard]] Staleness staleness(const std::filesystem::path& journal) override;
  [[nodiscard]] bool has(const std::filesystem::path& journal) override;
  [[nodiscard]] bool is_held(const std::filesystem::path& journal) override;
  [[nodiscard]] bool has_manifest(const std::string& path) override;
  [[nodiscard]] std::unique_ptr<std::istream> open_results(const std::filesystem::path& file) override;
  [[nodiscard]] NearbyJournals near(const std::filesystem::path& journal,
                                    const std::filesystem::path& manifest,
                                    const std::filesystem::path& folder, bool simulated) override;
  [[nodiscard]] std::vector<KeptAnswer> kept_answers(const std::filesystem::path& journal,
                                                     const std::vector<std::string>& names) override;
  void keep_answers(const std::filesystem::path& journal, const std::vector<KeptAnswer>& answers,
                    Holding holding) override;
  [[nodiscard]] std::optional<WallTime> plan_used(const std::filesystem::path& journal,
                                                  const std::string& plan) override;
  std::optional<WallTime> use_plan(const std::filesystem::path& journal, const std::string& plan,
                                   WallTime now) override;
};

}  // namespace pressrun::io
