#pragma once

#include "pressrun/domain/time.hpp"
#include "pressrun/ports/journal.hpp"

#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pressrun {

/// Which journal it is, and how far it has come: `state` grows with every run that begins or ends, before
/// every submission, and with every word of the user on a job in doubt.
struct JournalMark {
  std::string id;  ///< of its first run
  std::int64_t state = 0;
};

/// An answer of the API as it came, kept beside the journal's jobs: a design or the fonts as last read. A
/// cache: whoever finds nothing asks the API again.
struct KeptAnswer {
  std::string name;  ///< "designs/UUID", "fonts"
  WallTime read_at{};
  std::string body;
};

/// Who keeps answers: the one who holds the journal's lock; or one who only reads, and keeps nothing where
/// another holds it, or where it is of an earlier version.
enum class Holding : std::uint8_t { ours, nobodys };

/// What is wrong with a journal, by what is remembered beside it: what was submitted since is unknown to it.
enum class Staleness : std::uint8_t {
  none,
  missing,  ///< it was used here, and is not there any more
  empty,    ///< nothing is in it, or no run has begun
  another,  ///< not the one that was used here last
  older,    ///< a copy or a backup of that, or cut off
};

/// Journals that lie where one that is not there yet would lie, or near it.
struct NearbyJournals {
  std::vector<std::filesystem::path> beside;     ///< in the same folder
  std::vector<std::filesystem::path> of_target;  ///< where the manifest is a link: beside what it leads to
  std::vector<std::filesystem::path> around;     ///< of manifests in the folder above, or in the next ones
};

/// The journals of this machine, by their files; and which files are there. Blocks: for what is done before a
/// run and after it. Errors: JournalError.
class JournalFiles {
 public:
  virtual ~JournalFiles() = default;
  /// For reading, beside a run or without one; one of an earlier version through a copy. Null: there is none.
  [[nodiscard]] virtual std::unique_ptr<JournalReader> open(const std::filesystem::path& journal) = 0;
  /// Nothing where there is no journal, or one that has no mark yet.
  [[nodiscard]] virtual std::optional<JournalMark> mark(const std::filesystem::path& journal) = 0;
  [[nodiscard]] virtual Staleness staleness(const std::filesystem::path& journal) = 0;
  /// Whether there is one. Never throws.
  [[nodiscard]] virtual bool has(const std::filesystem::path& journal) = 0;
  /// Whether a process holds it at this moment: a run goes on. Never throws.
  [[nodiscard]] virtual bool is_held(const std::filesystem::path& journal) = 0;
  /// Whether a manifest that a journal names is there still. Never throws.
  [[nodiscard]] virtual bool has_manifest(const std::string& path) = 0;
  /// The results of earlier runs; null where there is no such file. Never throws.
  [[nodiscard]] virtual std::unique_ptr<std::istream> open_results(const std::filesystem::path& file) = 0;
  /// `manifest`: as the user named it; `folder`: where it lies. `simulated`: those of simulated runs, and
  /// else none of these. Never throws.
  [[nodiscard]] virtual NearbyJournals near(const std::filesystem::path& journal,
                                            const std::filesystem::path& manifest,
                                            const std::filesystem::path& folder, bool simulated) = 0;

  /// Those of `names` that the journal has; none where there is no journal, or one of an older version.
  [[nodiscard]] virtual std::vector<KeptAnswer> kept_answers(const std::filesystem::path& journal,
                                                             const std::vector<std::string>& names) = 0;
  /// Keeps them, in place of earlier ones of the same name; makes the journal where there is none. Bodies
  /// beyond 8 MiB are passed over.
  virtual void keep_answers(const std::filesystem::path& journal, const std::vector<KeptAnswer>& answers,
                            Holding holding) = 0;
  /// When a saved plan was carried out; nothing: it was not.
  [[nodiscard]] virtual std::optional<WallTime> plan_used(const std::filesystem::path& journal,
                                                          const std::string& plan) = 0;
  /// Marks a saved plan as carried out. Answers when that was done before, and then changes nothing.
  virtual std::optional<WallTime> use_plan(const std::filesystem::path& journal, const std::string& plan,
                                           WallTime now) = 0;
};

}  // namespace pressrun
