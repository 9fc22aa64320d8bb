#pragma once

#include "pressrun/core/render_times.hpp"
#include "pressrun/domain/time.hpp"

#include <cstddef>

namespace pressrun {

// The poll policy: all that decides when a request that renders is asked for, and whether a poll or a
// submission goes first. Pure functions; core/poll_queue and core/admission only keep what they are asked
// with. How the figures were found: DECISIONS.md 26; how to try others: src/README.md, "Adding a poll
// policy".

/// A request whose next poll is to be decided.
struct PollCase {
  const RenderTimes& times;   ///< what is known of its kind
  RenderCell asked = 0;       ///< how long after it was accepted it was last seen unfinished; 0: never asked
  bool exploratory = false;   ///< it is one of the few that are asked early, to learn from
  bool contested = true;      ///< every poll takes the slot of something else; false: slots go unused
  std::size_t rendering = 0;  ///< how many requests are out, of all kinds
  double plenty = 1;          ///< how many times more calls there are than the documented ceiling has
};
/// How long after it was accepted its next poll is worth its call.
Duration poll_due(const PollCase& of);

/// How long after it was accepted a request is asked for whose end a webhook is to tell: long after nearly
/// every one would have been told, and then more and more seldom. `asked`: as in PollCase.
Duration safety_poll_due(const RenderTimes& times, RenderCell asked);

/// How deliveries of webhooks have fared lately.
class DeliveryRecord {
 public:
  void told() { note(told_); }      ///< a delivery told of an end
  void missed() { note(missed_); }  ///< a poll told of one that a delivery was to tell
  /// They come: what they are to tell of need not be polled.
  [[nodiscard]] bool is_reliable() const;

 private:
  void note(double& count);
  double told_ = 0;  // both fade
  double missed_ = 0;
};

/// How much longer than asked for the next poll of one waits that was last seen unfinished then: only one
/// that hangs does.
Duration more_patience(RenderCell asked);

/// How a kind stands when one more of it is accepted.
struct KindStanding {
  double known = 0;             ///< RenderTimes::known
  std::size_t exploratory = 0;  ///< of those that are out
  std::size_t accepted = 0;     ///< this one included, of those that came when enough was known
};
/// Whether enough is known of it, or will be when those have told that are asked early already.
bool knows_enough(const KindStanding& kind);
/// Whether the one that is accepted now is to be asked early.
bool is_exploratory(const KindStanding& kind);

/// A poll and a submission that could both leave now.
struct PollOrSubmit {
  bool exploratory = false;  ///< the poll is one to learn from
  Duration submitting{};     ///< how long everything that is still to be submitted takes at the present pace
  Duration rendering{};  ///< nearly every request is finished in that time, of the slowest kind that is out
};
/// Whether the poll goes: one that is due pays almost for certain, and shows results and failures early; but
/// the last submissions must not be left rendering when everything else is done.
bool poll_goes_first(const PollOrSubmit& either);

/// Of a kind's requests: so many are finished within PollOrSubmit::rendering.
constexpr double nearly_every_request = 0.975;

}  // namespace pressrun
