// What is tried again of what came to nothing: when, and how often.
#include "core/ledger_history.hpp"

#include <algorithm>
#include <array>

namespace pressrun {
namespace {

constexpr int most_tries_in_a_run = 3;  // the first, and two for causes that pass at once

/// The next run tries at once, then 1, 2, 4 and 8 nights pass. A night that begins some hours early is one
/// all the same.
WallTime next_night(const History& h) {
  using std::chrono::hours;
  constexpr std::array nights{0, 0, 1, 2, 4, 8};
  const std::size_t runs = std::min(h.runs.size(), nights.size() - 1);
  const WallTime ended = h.last->ended_at.value_or(h.last->intended_at);
  return nights[runs] == 0 ? ended : ended + hours{24 * nights[runs] - 6};
}

void try_failed_again(RenditionView& v, const History& h, const Question& q) {
  if (v.failure->recovery == Recovery::never || h.failed >= most_tries) return;
  if (q.is_own(*h.last)) {
    if (v.failure->recovery == Recovery::soon && h.failed_in_run < most_tries_in_a_run)
      v.buy = Cause::failed_before;
    return;
  }
  const WallTime at = next_night(h);
  if (at <= q.in.now) {
    v.buy = Cause::failed_before;
  } else {
    v.not_before = at;
  }
}

void try_missing_again(RenditionView& v, const History& h, const Question& q) {
  if (!q.is_own(*h.last) && h.missing < most_missing) v.buy = Cause::missing_before;
}

/// One wrong format rejects a whole request. Once the design tells which it was, the others are asked for
/// again, once.
bool was_not_to_blame(const GenerationRequest& rejected, const Question& q) {
  const DesignState* design = q.in.design;
  if (rejected.rejected->id != format_not_found || find_format(design, q.format) == nullptr) return false;
  return std::ranges::any_of(rejected.formats,
                             [&](const std::string& other) { return find_format(design, other) == nullptr; });
}

/// Another version of the API may think otherwise. Not in one run, nor without end: of two servers one may
/// lag.
bool is_of_older_api(const History& h, const Question& q) {
  const DesignState* design = q.in.design;
  return design != nullptr && !h.last->api_version.empty() && design->api_version > h.last->api_version &&
         !q.is_own(*h.last) && h.rejected < most_tries;
}

}  // namespace

bool is_given_up(const History& h) { return h.missing >= most_missing || h.failed >= most_tries; }

void try_again(RenditionView& v, const History& h, const Question& q) {
  if (v.standing == Standing::rejected) {
    if (is_of_older_api(h, q) || was_not_to_blame(*h.last, q)) v.buy = Cause::rejected_before;
  } else if (v.standing == Standing::missing) {
    try_missing_again(v, h, q);
  } else if (v.standing == Standing::failed) {
    try_failed_again(v, h, q);
  }
}

}  // namespace pressrun
