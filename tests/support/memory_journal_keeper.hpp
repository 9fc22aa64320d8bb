#pragma once

#include "pressrun/ports/journal_keeper.hpp"
#include "pressrun/ports/person.hpp"
#include "support/memory_journal_files.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace pressrun::test {

/// Holds journals in memory, and remembers in which order things were done to them.
class MemoryJournalKeeper final : public JournalKeeper {
 public:
  MemoryJournalKeeper(MemoryJournalFiles& files, Clock& clock) : files_(files), clock_(clock) {}

  [[nodiscard]] bool was_used(const std::filesystem::path& journal) override { return files_.has(journal); }
  [[nodiscard]] std::unique_ptr<JournalHold> hold(const std::filesystem::path& journal) override {
    done.push_back("hold " + journal.filename().string());
    return std::make_unique<Hold>(*this);
  }
  std::vector<std::string> take_in_rescue(const std::filesystem::path& journal) override {
    done.push_back("order " + journal.filename().string());
    return rescued;
  }
  void bring_up_to_date(const std::filesystem::path&,
                        const std::function<void(const std::string&)>&) override {}
  void rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    done.push_back("rename " + from.filename().string() + " " + to.filename().string());
    files_.move(from, to);
  }
  [[nodiscard]] std::unique_ptr<Journal> open_for_writing(const std::filesystem::path& journal,
                                                          JournalHold&) override {
    done.push_back("open " + journal.filename().string());
    return std::make_unique<MemoryJournal>(files_.at(journal), clock_);
  }
  [[nodiscard]] std::unique_ptr<JournalReader> open_saved(const std::filesystem::path& journal) override {
    return files_.open(journal.string() + ".rescue");
  }
  std::string keep_beside(const std::filesystem::path& journal, const std::vector<LedgerEntry>&) override {
    return journal.string() + ".rescue.jsonl";
  }

  std::vector<std::string> done;
  std::vector<std::string> rescued;  ///< what is told at every look
  bool was_replaced = false;         ///< under its hold

 private:
  class Hold final : public JournalHold {
   public:
    explicit Hold(MemoryJournalKeeper& keeper) : keeper_(keeper) {}
    [[nodiscard]] bool is_that_of(const std::filesystem::path&) const override {
      return !keeper_.was_replaced;
    }

   private:
    MemoryJournalKeeper& keeper_;
  };

  MemoryJournalFiles& files_;
  Clock& clock_;
};

/// Remembers what it is told, and answers as it is told to.
class HeardPerson final : public Person {
 public:
  void note(const std::string& text) override { heard.push_back("note: " + text); }
  void warn(const std::string& text) override { heard.push_back("warning: " + text); }
  Answer ask(const std::string& question) override {
    asked.push_back(question);
    return answer;
  }

  [[nodiscard]] bool heard_of(const std::string& words) const {
    for (const std::string& text : heard) {
      if (text.find(words) != std::string::npos) return true;
    }
    return false;
  }

  Answer answer = Answer::absent;
  std::vector<std::string> heard;
  std::vector<std::string> asked;
};

}  // namespace pressrun::test
