#pragma once

#include "pressrun/app/run.hpp"
#include "pressrun/core/request_table.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace pressrun::app {

/// The first half of a content's digest: equal only where the whole is, for all that can ever come together.
using ShortDigest = std::array<std::uint64_t, 2>;
ShortDigest short_digest(const ContentDigest& digest);

struct ShortDigestHash {
  using is_avalanching = void;
  std::size_t operator()(const ShortDigest& digest) const { return static_cast<std::size_t>(digest[0]); }
};

/// Digests, numbered in the order in which they came: some 30 bytes each, of which a run may have a million.
class DigestNumbers {
 public:
  DigestNumbers() = default;
  DigestNumbers(const DigestNumbers&) = delete;  // the numbers are looked up in the digests
  DigestNumbers& operator=(const DigestNumbers&) = delete;

  [[nodiscard]] std::optional<std::uint32_t> find(const ShortDigest& digest) const;
  void add(const ShortDigest& digest);  ///< that is not there yet

 private:
  using Digests = std::deque<ShortDigest>;
  struct Hash {
    using is_transparent = void;
    using is_avalanching = void;
    const Digests* digests;
    std::size_t operator()(const ShortDigest& digest) const { return ShortDigestHash{}(digest); }
    std::size_t operator()(std::uint32_t number) const { return (*this)((*digests)[number]); }
  };
  struct Same {
    using is_transparent = void;
    const Digests* digests;
    bool operator()(std::uint32_t a, std::uint32_t b) const { return a == b; }
    bool operator()(const ShortDigest& a, std::uint32_t b) const { return a == (*digests)[b]; }
    bool operator()(std::uint32_t a, const ShortDigest& b) const { return (*digests)[a] == b; }
  };

  Digests digests_;
  boost::unordered_flat_set<std::uint32_t, Hash, Same> numbers_{0, Hash{&digests_}, Same{&digests_}};
};

/// Each set of formats once: a million jobs name a handful.
class FormatSets {
 public:
  std::uint32_t number_of(const Formats& formats);
  [[nodiscard]] const Formats& operator[](std::uint32_t number) const { return sets_[number]; }

 private:
  std::map<Formats, std::uint32_t> numbers_;
  std::deque<Formats> sets_;
};

/// A content that a campaign may have to buy in this run: little enough to keep for a million of them.
struct WantedContent {
  std::uint32_t position;  ///< of the first job that asks for it
  std::uint32_t formats;   ///< of all selected jobs together, as FormatSets numbers them
  std::uint64_t hash;      ///< of that job: its key and content
  bool keep_outdated;
};

/// What a run has to do for one campaign: what its jobs want, less what the ledger has.
struct Workload {
  std::vector<WantedContent> wanted;  ///< in the manifest's order
  std::deque<Job> held;  ///< the first of them, whole; the others are built again when their turn comes
  std::vector<WantedContent> undecided;  ///< the design has to be read before it can be said
  std::vector<DesignId> unread;          ///< those designs
  /// Something of them was bought and has no address yet; and a job that wants it.
  std::vector<std::pair<ContentRecord, JobKey>> unaddressed;
  std::vector<LedgerEntry>
      decisions;  ///< orders and words of the user, to be recorded before anything is bought
  StatusCounts jobs_by_status{};
  std::size_t jobs = 0;
  std::size_t unchanged = 0;
  std::uint64_t credits_expected = 0;  ///< for what is wanted, as far as prices are known
  bool complete = false;
};

/// What the journals know of designs, by journal and id.
class DesignBook {
 public:
  [[nodiscard]] const DesignState* find(const Journal& journal, const DesignId& id) const;
  void put(const Journal& journal, DesignState state);
  [[nodiscard]] bool asked(const Journal& journal, const DesignId& id) const;

 private:
  std::map<std::pair<const Journal*, DesignId>, DesignState> states_;
};

/// The files of a request that came to its end without an address for them: their ids.
std::vector<std::string> banners_without_address(const GenerationRequest& request);

std::uint64_t hash_of(const Job& job);
/// The formats that a job names, as the ledger has them.
Formats formats_of(const Job& job);

/// Tells the journal every job of the campaign, and sorts out what is to be done. `stops`, asked before every
/// few hundred of them, breaks it off: then the workload is not `complete`. Throws JournalError,
/// SourceChanged.
struct RegistrationContext {
  const RunOptions& options;
  DesignBook& designs;
  FormatSets& sets;
  RunNumber first_run = 0;
  std::function<bool()> stops;
  WallTime now{};
};
asio::awaitable<Workload> register_campaign(Campaign& campaign, CampaignNumber number,
                                            RegistrationContext context);

}  // namespace pressrun::app
