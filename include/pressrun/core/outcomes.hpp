#pragma once

#include "pressrun/domain/asset.hpp"
#include "pressrun/domain/failure.hpp"
#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pressrun {

/// What one call told us, sorted by what has to follow from it. `api/classify` makes these from HTTP answers;
/// the pure machines of this folder act on them. Source: src/README.md "Life of a generation request"; API
/// reference §3.3, §5.6, §7.

// clang-format off
/// Why a call brought nothing, whatever it asked for.
enum class TroubleKind : std::uint8_t {
  transient,     ///< connection trouble, 5xx, unreadable 200, 202 where none is expected: read again. Of reads alone
  unsent,        ///< no connection, TLS failure, proxy refusal: not one byte was written. Of submissions alone
  untrusted,     ///< TLS certificate refused: trying again does not help; the run stops
  throttled,     ///< 429 with Retry-After
  bare_429,      ///< 429 without: the global ceiling; of a submission also credits: the second in a row alone tells
  not_found,     ///< 404: a verdict. Of reads alone
  gone,          ///< 410: a verdict; results lapse after 7 days. Of reads alone
  rejected,      ///< another 3xx or 4xx: of a submission this payload, of a read this way of asking never works
  unauthorized,  ///< 401, 403
  plan,          ///< 429 feature_not_in_plan, 402
};
struct Trouble { TroubleKind kind = TroubleKind::transient; Failure failure; std::optional<Duration> retry_after; };
constexpr bool is_429(TroubleKind kind) {
  return kind == TroubleKind::throttled || kind == TroubleKind::bare_429 || kind == TroubleKind::plan;
}
/// Of a generation request: nothing will ever come of its id. No other trouble may lose one that is paid for.
constexpr bool is_verdict(TroubleKind kind) { return kind == TroubleKind::not_found || kind == TroubleKind::gone; }

/// `as_of` of the outcomes: the answer's `Date`, the moment at which the API read the design; the epoch: unknown.
struct Accepted { RequestId id; WallTime as_of{}; };
/// A submission that did not become a generation. That is certain: nothing was queued, nothing is billed.
struct Refused : Trouble {
  std::string api_version = {};  ///< of the API that refused: "v2026-08-21"; empty: it did not say
  WallTime as_of{};
};
/// The synchronous endpoint: accepted, rendered and final at once. The asset has an id, and an empty `url` where the
/// answer gives none that can be used.
struct Delivered { Asset asset; WallTime as_of{}; };
struct OutcomeUnknown { Failure failure; };  ///< bytes left and no readable answer came: it may have been a paid generation
using SubmitOutcome = std::variant<Accepted, Refused, OutcomeUnknown, Delivered>;

struct NotReady { std::vector<Asset> assets = {}; };  ///< banners seen so far: an id once seen is never dropped
/// As answered, not yet compared with what was asked. An asset may lack its `url`; its id is there to ask for it.
/// `warnings`: what deviates from the contract and was read all the same. `worth_retrying`: formats whose failure
/// has Recovery::soon (goes with the job-wise runner).
struct Finalized {
  std::vector<Asset> assets; std::vector<Failure> failures; std::vector<std::string> worth_retrying = {};
  std::vector<std::string> warnings = {};
};
using PollOutcome = std::variant<NotReady, Finalized, Trouble>;
using BannerOutcome = std::variant<Asset, Trouble>;  ///< of `GET /banners/{id}`; the asset may lack its `url`
struct KeyAccepted { std::string workspace; };  ///< the workspace's name; may be empty
using AuthOutcome = std::variant<KeyAccepted, Trouble>;  ///< of `POST /auth`

/// `X-RateLimit-*` of an answer: the window closest to exhaustion of the tier that was called.
struct RateReading { int limit = 0; int remaining = 0; Duration resets_in{}; };

template <class Outcome>
struct Answer {
  Outcome outcome;
  std::optional<RateReading> rate;
  bool server_answered = false;  ///< a whole HTTP answer came, whatever it said
};
// clang-format on

/// The trouble that a call met; null: it told what was asked. An outcome that is unknown is none: nothing is
/// certain of it.
inline const Trouble* trouble_of(const SubmitOutcome& outcome) { return std::get_if<Refused>(&outcome); }
template <class... Kinds>
const Trouble* trouble_of(const std::variant<Kinds...>& outcome) {
  return std::get_if<Trouble>(&outcome);
}

/// The account that a call is booked on. Source: API reference §3.1.
enum class Tier : std::uint8_t { none, polling, read, write };

}  // namespace pressrun
