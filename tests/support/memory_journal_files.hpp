#pragma once

#include "pressrun/ports/journal_files.hpp"
#include "support/memory_journal.hpp"

#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>

namespace pressrun::test {

/// Journals in memory, by the names of files that are nowhere.
class MemoryJournalFiles final : public JournalFiles {
 public:
  explicit MemoryJournalFiles(Clock& clock) : clock_(clock) {}

  /// The journal of that name; a new one where there was none.
  MemoryJournal& at(const std::filesystem::path& journal) {
    auto& made = journals_[journal];
    if (!made) made = std::make_unique<MemoryJournal>(clock_);
    return *made;
  }

  void move(const std::filesystem::path& from, const std::filesystem::path& to) {
    journals_[to] = std::move(journals_.at(from));
    journals_.erase(from);
  }

  [[nodiscard]] std::unique_ptr<JournalReader> open(const std::filesystem::path& journal) override {
    if (broken.contains(journal)) throw JournalError("journal " + journal.string() + " is damaged");
    const auto found = journals_.find(journal);
    if (found == journals_.end()) return nullptr;
    return std::make_unique<MemoryJournal>(*found->second, clock_);
  }
  [[nodiscard]] std::optional<JournalMark> mark(const std::filesystem::path& journal) override {
    const auto found = marks.find(journal);
    return found == marks.end() ? std::nullopt : std::optional{found->second};
  }
  [[nodiscard]] Staleness staleness(const std::filesystem::path& journal) override {
    const auto found = suspicions.find(journal);
    return found == suspicions.end() ? Staleness::none : found->second;
  }
  [[nodiscard]] std::unique_ptr<std::istream> open_results(const std::filesystem::path& file) override {
    const auto found = results.find(file);
    return found == results.end() ? nullptr : std::make_unique<std::istringstream>(found->second);
  }
  [[nodiscard]] bool has(const std::filesystem::path& journal) override {
    return journals_.contains(journal) || broken.contains(journal);
  }
  [[nodiscard]] bool is_held(const std::filesystem::path& journal) override { return held.contains(journal); }
  [[nodiscard]] bool has_manifest(const std::string& path) override { return manifests.contains(path); }
  [[nodiscard]] NearbyJournals near(const std::filesystem::path&, const std::filesystem::path&,
                                    const std::filesystem::path&, bool) override {
    return nearby;
  }
  [[nodiscard]] std::vector<KeptAnswer> kept_answers(const std::filesystem::path& journal,
                                                     const std::vector<std::string>& names) override {
    std::vector<KeptAnswer> found;
    const auto all = kept.find(journal);
    if (all == kept.end()) return found;
    for (const std::string& name : names) {
      if (const auto answer = all->second.find(name); answer != all->second.end())
        found.push_back(answer->second);
    }
    return found;
  }
  void keep_answers(const std::filesystem::path& journal, const std::vector<KeptAnswer>& answers,
                    Holding) override {
    for (const KeptAnswer& answer : answers) kept[journal][answer.name] = answer;
  }
  [[nodiscard]] std::optional<WallTime> plan_used(const std::filesystem::path&,
                                                  const std::string& plan) override {
    const auto found = plans.find(plan);
    return found == plans.end() ? std::nullopt : std::optional{found->second};
  }
  std::optional<WallTime> use_plan(const std::filesystem::path& journal, const std::string& plan,
                                   WallTime now) override {
    const auto before = plan_used(journal, plan);
    plans.emplace(plan, now);
    return before;
  }

  std::set<std::string> manifests;  ///< that are there still
  std::set<std::filesystem::path> held;
  std::set<std::filesystem::path> broken;
  std::map<std::filesystem::path, JournalMark> marks;
  std::map<std::filesystem::path, std::map<std::string, KeptAnswer>> kept;
  std::map<std::filesystem::path, Staleness> suspicions;
  std::map<std::filesystem::path, std::string> results;
  std::map<std::string, WallTime> plans;
  NearbyJournals nearby;

 private:
  Clock& clock_;
  std::map<std::filesystem::path, std::unique_ptr<MemoryJournal>> journals_;
};

}  // namespace pressrun::test
