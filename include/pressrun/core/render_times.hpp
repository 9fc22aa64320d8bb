#pragma once

#include "pressrun/domain/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressrun {

/// Rendering times are kept on a grid: 50 ms to two hours, each step 6 % more than the one before. Cell 0 is
/// the moment of acceptance.
using RenderCell = std::uint16_t;
constexpr std::size_t render_cells = 206;
Duration time_of(RenderCell cell);
RenderCell cell_at(Duration elapsed);  ///< the last whose time is not after `elapsed`

/// Share of requests that are finished by the time of each cell; the last is 1.
using RenderShares = std::array<double, render_cells>;

/// When to ask next, for each cell at which a request was last seen unfinished.
using PollSchedule = std::array<RenderCell, render_cells>;

/// The schedule with the least expected cost, where a poll costs as much as `price` of knowing later.
/// Backward induction over the grid: exact for the given shares.
PollSchedule schedule_polls(const RenderShares& shares, Duration price);

/// How long one kind of request renders, learned from polls: "not by then", "no longer than that". A
/// log-normal fitted to such intervals is bent by what was seen, so that a few observations give a shape and
/// many give any shape, two humps included. A hundredth is set apart for requests that hang: one of them does
/// not make the others slow. Older observations fade; three surprises in a row, all too soon or all too late,
/// fade them at once. The row is that of acceptance: in the order of their ends, the quick ones come first
/// and the slow ones last, and every campaign would begin and end with a surprise. Units:   cells of the
/// grid. Errors: none. Threads: one strand.
class RenderTimes {
 public:
  /// Requests in the order in which they were accepted.
  using Number = std::uint64_t;

  RenderTimes();

  [[nodiscard]] Number accepted() { return next_number_++; }
  /// It was unfinished at `after` and finished at `by`.
  void finished(Number request, RenderCell after, RenderCell by);
  /// It was last seen unfinished at `before` (0: never), and still is at `now`.
  void waiting(Number request, RenderCell before, RenderCell now);
  /// It was last seen unfinished at `before` and will tell no more.
  void gone(Number request, RenderCell before);

  /// How many requests stand behind it whose time is known well; one that was asked for late tells little.
  [[nodiscard]] double known() const;
  [[nodiscard]] Duration quantile(double share) const;
  [[nodiscard]] const PollSchedule& schedule(Duration price) const;

  /// What a later run starts from, as text; and back. A text that is no such thing changes nothing.
  [[nodiscard]] std::string memory() const;
  void recall(std::string_view memory);

 private:
  using Interval = std::pair<RenderCell, RenderCell>;
  using Weighted = std::map<Interval, double>;

  enum class Surprise : std::uint8_t {
    as_expected,
    too_soon,
    too_late,
    not_late,  // asked for so late that it may well have been too soon
    tells_nothing
  };

  [[nodiscard]] Surprise judge(RenderCell after, RenderCell by) const;
  void resolve(Number request, Surprise surprise);
  void count(Surprise surprise);
  void forget();
  void close(RenderCell before);
  void note_change();
  void fit() const;
  [[nodiscard]] Weighted evidence() const;

  Weighted seen_;                                   // (after, by] → weight
  std::array<std::uint32_t, render_cells> open_{};  // unfinished requests by the cell of their last poll
  double newest_ = 1;                               // weight of an observation made now
  Number next_number_ = 0;
  Number next_judged_ = 0;
  std::map<Number, Surprise> surprises_of_;  // of those that wait for one accepted earlier
  int surprises_ = 0;                        // in a row; negative: too soon
  std::vector<Interval> surprising_;         // what was finished among them
  std::size_t changes_ = 0;
  std::size_t next_fit_ = 0;

  mutable bool stale_ = true;
  mutable double known_ = 0;
  mutable double mu_;  // of the log-normal
  mutable double sigma_;
  mutable RenderShares shares_{};
  mutable std::map<int, PollSchedule> schedules_;
};

}  // namespace pressrun
