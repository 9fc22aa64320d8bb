#pragma once

#include "pressrun/domain/ledger.hpp"
#include "pressrun/domain/results.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun {

// The rules of what was bought and what is to be bought (src/README.md, "The ledger"). Pure: facts in,
// answers out; no clock, no I/O. Stores load and commit records and hold no rule; a run, a plan and `status`
// ask here.

/// What the facts of a request add up to, strongest first; the order in which they arrived never matters.
enum class RequestState : std::uint8_t {
  concluded,    ///< all that will ever come has come
  rendering,    ///< the API has it under an id: polled to its end, whatever the manifest has become
  refused,      ///< certainly not processed: as if it had never been
  rejected,     ///< a 4xx: nothing was made
  dropped,      ///< the user gave it up: not bought again until told otherwise
  resubmitted,  ///< the user wants it bought once more
  gone,         ///< its id is no longer known: perhaps paid for, and out of reach
  in_doubt,     ///< it may have been paid for
  submitting,   ///< intended, on its way
};
RequestState state_of(const GenerationRequest& request);
bool is_open(RequestState state);      ///< submitting or rendering: its end is still to come
bool is_doubtful(RequestState state);  ///< in doubt or gone: held until somebody decides

/// The record with what happened. Total: a fact about a request that is not there changes nothing.
ContentRecord apply(ContentRecord record, const Fact& fact);
/// The record with an intent, before the first byte of its POST leaves. What the record returns is what is to
/// be kept, not what was given: whether it carries out an order is decided here, it comes after all that was
/// sent or said before it, and shows the design as that is known by now, whatever the clock did.
ContentRecord apply(ContentRecord record, GenerationRequest intended, const DesignState* design);
/// What a design looks like after one more read; an older read than the newest changes nothing.
DesignState apply(DesignState state, const DesignReading& reading);

/// What a question is asked in. `design` may be null: never read.
struct Circumstances {
  WallTime now{};
  RunNumber first_run = 0;  ///< of this process: what it made itself is tried again by the rules of one run;
                            ///< 0: by those of a new one
  const DesignState* design = nullptr;
  bool keep_outdated = false;  ///< the manifest's `outdated: keep`
};

/// Why a rendition is bought.
enum class Cause : std::uint8_t {
  is_new,
  outdated,
  failed_before,
  missing_before,
  rejected_before,
  resubmitted,
  forced
};
std::string_view to_string(Cause cause);  ///< "new", "outdated", …

enum class Standing : std::uint8_t {
  absent,       ///< nothing was bought, or what was is refused
  delivered,    ///< there, as the design is now
  unaddressed,  ///< there by its id, and the API gives no usable address: asked for again, never bought again
                ///< by itself
  outdated,     ///< there, as the design was before
  open,         ///< submitting or rendering
  in_doubt,
  missing,  ///< paid for, and neither banner nor error came
  failed,
  rejected,
  dropped,
};

/// How one rendition stands, and what follows. Pointers are into the record.
struct RenditionView {
  Standing standing = Standing::absent;
  const GenerationRequest* request = nullptr;  ///< that says so
  const Asset* asset = nullptr;      ///< what is there, also where it is outdated or being bought anew
  const Failure* failure = nullptr;  ///< why it is not there
  std::optional<Cause> buy;          ///< to be bought now, and why
  std::optional<WallTime>
      not_before;  ///< where it is not bought now: when it will be; nothing: never by itself
  int tries = 0;   ///< since the user's last word and the design's last edit
};
RenditionView look(const ContentRecord& record, std::string_view format, const Circumstances& in);

/// The renditions that a want stands for. `wanted`: format names, empty for all that the design has.
Formats renditions_of(const ContentRecord& record, const Formats& wanted, const DesignState* design);

/// A job's status: a view of its renditions, never stored as a second truth.
JobStatus view(const ContentRecord& record, const Formats& wanted, const Circumstances& in);

/// What to ask for now, in one request.
struct ToBuy {
  Formats formats;              ///< empty: nothing
  Cause cause = Cause::is_new;  ///< of the first
  bool needs_design = false;    ///< the design has to be read before it can be said
};
ToBuy to_buy(const ContentRecord& record, const Formats& wanted, const Circumstances& in);

/// When the campaign gave the first order of which something is still to be bought; nothing: none waits.
std::optional<WallTime> pending_order(const ContentRecord& record, CampaignNumber campaign,
                                      const Circumstances& in);
/// The formats of `wanted` that a `--force` order is to name: not out, and not ordered already. `since`: an
/// order of the campaign that was given then is not carried out yet, so that this one goes on with it, and
/// what was bought for it is not bought once more.
Formats to_order(const ContentRecord& record, const Formats& wanted, const Circumstances& in,
                 std::optional<WallTime> since = {});
/// The record without what the campaign ordered and wants no more. `wanted`: its sets of formats of this
/// content.
ContentRecord lapse_orders(ContentRecord record, CampaignNumber campaign, const std::vector<Formats>& wanted,
                           const DesignState* design);
/// Whether `--in-doubt resubmit` may decide this request: once for each rendition.
bool may_resubmit_unattended(const ContentRecord& record, const GenerationRequest& doubtful);
/// The request that has this id; null: the id is free. An id belongs to one request of an account.
const GenerationRequest* holder_of(const ContentRecord& record, const RequestId& id);

/// What is to be recorded where the API gives an id that `holder`, a request of another content, has already:
/// an id belongs to one request of an account, so that this one's own is not known. What a person found gives
/// way to the API.
Fact unless_held(const IdIssued& issued, const GenerationRequest& holder);
/// And what is to be recorded of that other request: where a person had attached the id, it is not its own,
/// and neither is the picture that the id led to.
std::optional<IdGone> taken_from(const GenerationRequest& holder, const IdIssued& issued);

/// What a request counts for in credits.
struct Credits {
  std::uint64_t settled = 0;   ///< paid: delivered, or missing
  std::uint64_t out = 0;       ///< reserved for what is submitting or rendering
  std::uint64_t in_doubt = 0;  ///< reserved for what may have been paid: in doubt, gone, dropped, resubmitted
  [[nodiscard]] std::uint64_t all() const { return settled + out + in_doubt; }
};
Credits credits_of(const GenerationRequest& request);

/// Credits that may be reserved, and are already. Nothing: no limit.
/// `process`: of all campaigns of the process together (`--max-credits`); `run`: of the campaign's run alone.
struct CreditLimits {
  std::optional<std::uint64_t> process, run, day, month;
};
struct CreditsReserved {
  std::uint64_t process = 0, run = 0, day = 0, month = 0;
};

/// What the intent's transaction grants (L4): `to_buy` once more, within the limits; all of it or nothing.
struct Grant {
  Formats formats;  ///< empty: nothing
  Cause cause = Cause::is_new;
  const char* over = nullptr;  ///< the limit that stands against it: "process", "run", "day", "month"
  bool needs_design = false;
};
Grant grant(const ContentRecord& record, const Formats& wanted, const Circumstances& in, int credits_each,
            const CreditLimits& limits, const CreditsReserved& reserved);

/// What the record says against itself: a rendition bought while something stood against it (the first and
/// fifth invariant of src/README.md), a request without its intent, an id of two, what is out and counts for
/// nothing. Empty: nothing.
std::vector<std::string> contradictions(const ContentRecord& record, const DesignState* design);

}  // namespace pressrun
