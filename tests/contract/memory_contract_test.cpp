// The contract of every journal, on the one in memory, which the simulation tests trust.
#include "contract/journal_contract.hpp"
#include "support/memory_journal.hpp"

#include <algorithm>
#include <memory>
#include <vector>

using namespace pressrun;

namespace {

class NoClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return Instant{}; }
  [[nodiscard]] WallTime wall_now() const override { return WallTime{}; }
  asio::awaitable<void> sleep_until(Instant) override { co_return; }
  std::unique_ptr<Alarm> make_alarm() override { return nullptr; }
};

/// Reads on behalf of a case; the books outlive it.
class InMemory final : public test::JournalPlace {
 public:
  Journal& open() override {
    workers_.push_back(workers_.empty() ? std::make_unique<test::MemoryJournal>(clock_, Duration{})
                                        : std::make_unique<test::MemoryJournal>(*workers_.front(), clock_));
    return *workers_.back();
  }
  void kill(Journal& worker) override {
    for (const auto& one : workers_) {
      if (one.get() == &worker) one->end_lease();
    }
  }
  std::unique_ptr<JournalReader> read() override {
    return std::make_unique<test::MemoryJournal>(*workers_.front(), clock_);
  }

 private:
  NoClock clock_;
  std::vector<std::unique_ptr<test::MemoryJournal>> workers_;
};

[[maybe_unused]] const bool added =
    test::add_journal_contract("memory", [] { return std::make_unique<InMemory>(); });

}  // namespace
