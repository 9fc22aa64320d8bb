#pragma once

#include "pressrun/core/ledger.hpp"
#include "pressrun/domain/ledger.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace pressrun {

/// What this process has reserved, in each of its journals: for the eye while it runs, and because a journal
/// knows only its own requests where `--max-credits` holds for all of them together. Some twelve bytes a
/// request. Pure.
class RunCredits {
 public:
  /// `record`, as this journal has it now. `first_run`: of this process there; what earlier ones made does
  /// not count.
  void note(std::size_t journal, const ContentRecord& record, RunNumber first_run);
  /// Reserved in all journals but this one.
  [[nodiscard]] std::uint64_t beside(std::size_t journal) const;
  [[nodiscard]] Credits in_all() const;

 private:
  struct Counted {
    std::uint32_t settled = 0, out = 0, in_doubt = 0;
  };
  struct Book {
    RequestNumber first = 0;         // 0: none yet
    std::deque<Counted> by_request;  // from that number on
    Credits sum;
  };
  [[nodiscard]] static Counted& entry(Book& book, RequestNumber request);

  std::vector<Book> books_;  // by journal
};

}  // namespace pressrun
