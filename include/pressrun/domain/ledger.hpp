#pragma once

#include "pressrun/domain/asset.hpp"
#include "pressrun/domain/digest.hpp"
#include "pressrun/domain/failure.hpp"
#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pressrun {

// What the ledger holds: contents, the generation requests made for them, and what came of those. Nothing
// here decides anything; the rules are core/ledger. Numbers are the journal's own and start at 1; 0 means
// none.

using AccountNumber = std::int64_t;
using CampaignNumber = std::int64_t;
using RunNumber = std::int64_t;
using RequestNumber = std::int64_t;

/// The rendition of a content whose formats are not known: all that the design has. Never beside other names.
inline constexpr std::string_view all_formats = "*";
/// The one rendition of a multipage document, which has no format name of its own.
inline constexpr std::string_view document_format = "document";

using Formats = std::vector<std::string>;

/// Among a request's failures: not one, but what deviated from the contract and was read all the same. Its
/// format is "".
inline constexpr const char* warning_id = "warning";

/// How we know that an id belongs to a request. A stronger proof outranks a weaker one.
enum class Proof : std::uint8_t {
  person = 0,  ///< found by the user: unconfirmed until final, and taken back by a refusal
  answer = 1,  ///< the answer to our own POST
  token = 2,   ///< a delivery that carries the request's token
};

struct IssuedId {
  RequestId id;
  Proof proof = Proof::answer;
  bool gone = false;  ///< the API no longer knows it: a confirmed 404, or 410
};

/// A user's word on a request whose outcome is not known. On disk by number.
enum class Decision : std::uint8_t { none = 0, dropped = 1, resubmitted = 2, resubmitted_unattended = 3 };

/// One POST for one content and a set of its renditions: facts that only grow. What state they add up to is
/// computed (core/ledger, `state_of`).
struct GenerationRequest {
  RequestNumber number = 0;
  CampaignNumber campaign = 0;  ///< that pays for it
  RunNumber run = 0;            ///< that made it
  RunNumber concluded_run = 0;  ///< that learned its end
  Formats formats;              ///< asked for: names, or all_formats alone, or document_format alone
  WallTime intended_at{};
  WallTime as_of{};  ///< the design as it was then is what it shows: the answer's Date, else the intent
  std::optional<WallTime> accepted_at;  ///< when its first id came
  std::optional<WallTime> ended_at;     ///< final, refused, rejected, or given up by a decision
  int credits_each = 1;                 ///< reserved for each format
  bool credits_exact = true;            ///< false: at least that many
  bool ordered = false;                 ///< made for a --force order
  int polls = 0;

  std::vector<IssuedId> ids;
  /// What came, each under the rendition's name where it could be told; a banner with an id and no usable
  /// address has an empty url. "" names what belongs to no rendition that could be told.
  std::vector<Asset> assets;
  std::vector<Failure> failures;
  bool final = false;
  std::optional<Failure> refused;   ///< certainly not processed
  std::optional<Failure> rejected;  ///< a 4xx: this payload never works
  std::string api_version;          ///< that rejected it
  std::optional<Failure> doubt;     ///< perhaps processed; what was seen
  Decision decision = Decision::none;
  std::optional<WallTime>
      decided_at;  ///< a person, last; it stays, though what came since made the word lapse
};

/// A user's order to buy renditions anew, once, whatever is there (`--force`).
struct Order {
  Formats formats;
  CampaignNumber campaign = 0;
  WallTime at{};
};

/// Which content of which account.
struct ContentKey {
  AccountNumber account = 0;
  ContentDigest digest;
  friend auto operator<=>(const ContentKey&, const ContentKey&) = default;
};

/// All that the ledger knows of one content. It fits into memory whole: a handful of requests.
struct ContentRecord {
  ContentKey key;
  DesignId design;
  std::vector<GenerationRequest> requests;  ///< in the order of their intents
  std::vector<Order> orders;                ///< in their order
  WallTime word_at{};                       ///< the user's last word: tries before it do not count
  WallTime retry_at{};                      ///< when the user last asked to try again whatever had failed
  /// The picture that it becomes a new version of (`original_visual_id`), for which there is room once a
  /// format; empty: none.
  std::string slot;
  std::vector<GenerationRequest>
      rivals;  ///< for that slot, of other contents of the account: to be read alone
};

/// A design's format as the newest read of the account shows it.
struct DesignFormat {
  std::string name;
  std::string digest;     ///< of all that the read said of it; may be empty: not known
  WallTime changed_at{};  ///< since when it looks as it does: what was bought before is outdated
};

/// What an account's reads have shown of a design: the newest ever, never an older one.
struct DesignState {
  DesignId id;
  std::int64_t version = 0;           ///< `updated_at` in Unix seconds; 0: not known
  WallTime seen_at{};                 ///< when a read last showed that version
  std::string api_version;            ///< of the API that described it; may be empty
  std::vector<DesignFormat> formats;  ///< in the design's order; of a multipage design document_format alone
};

/// One read of a design.
struct DesignReading {
  DesignId id;
  std::optional<std::int64_t> version;
  std::string api_version;
  std::vector<std::pair<std::string, std::string>> formats;  ///< name → digest
  WallTime at{};
};

// ---- facts: what happened. Each is durable before anything is done because of it.
// clang-format off
/// The API has it under this id.
struct IdIssued { RequestNumber request = 0; RequestId id; Proof proof = Proof::answer; WallTime as_of{}; WallTime at{}; };
/// Certainly not processed: 429, no connection, nothing written, taken back before it was sent.
struct RequestRefused { RequestNumber request = 0; Failure why; WallTime at{}; };
/// A 4xx of the API itself.
struct RequestRejected { RequestNumber request = 0; Failure why; std::string api_version; WallTime as_of{}; WallTime at{}; };
/// Bytes left, and no readable answer came; or its sender is gone.
struct RequestDoubted { RequestNumber request = 0; Failure why; WallTime at{}; };
/// Banners that were seen before the end, or that have their address now.
struct BannersSeen { RequestNumber request = 0; std::vector<Asset> assets; WallTime at{}; };
/// The end: all that will ever come has come.
struct RequestConcluded { RequestNumber request = 0; std::vector<Asset> assets; std::vector<Failure> failures; int polls = 0; WallTime as_of{}; RunNumber run = 0; WallTime at{}; };
/// A confirmed 404, or 410.
struct IdGone { RequestNumber request = 0; RequestId id; Failure why; WallTime at{}; };
struct RequestDecided { RequestNumber request = 0; Decision decision = Decision::none; WallTime at{}; };
struct Ordered { Order order; };
/// The user wants what failed to be tried again (`--select status:failed`).
struct UserWord { WallTime at{}; };
// clang-format on
using Fact = std::variant<IdIssued, RequestRefused, RequestRejected, RequestDoubted, BannersSeen,
                          RequestConcluded, IdGone, RequestDecided, Ordered, UserWord>;

/// A fact and the content it is about.
struct LedgerEntry {
  ContentKey content;
  Fact fact;
};

}  // namespace pressrun
