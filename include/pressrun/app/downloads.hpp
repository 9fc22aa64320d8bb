#pragma once

#include "pressrun/app/run.hpp"
#include "pressrun/manifest/download.hpp"
#include "pressrun/ports/file_place.hpp"
#include "pressrun/ports/journal.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace pressrun::app {

/// How files are fetched. Every figure with its reason.
struct DownloadTerms {
  bool from_cdn = false;                               ///< `cdn_url` rather than `url`: the CDN is metered
  int workers = 8;                                     ///< files at once, as browsers and aria2 have it
  std::uint64_t bytes_per_second = 0;                  ///< of all together; 0: as fast as they come
  Duration silence = std::chrono::seconds{30};         ///< longest wait for the next bytes
  std::uint64_t most_bytes = std::uint64_t{2} << 30U;  ///< of one file: a server that never ends
  std::uint64_t slowest = 1024;                        ///< bytes a second over a minute: less is given up
  int tries = 4;                                       ///< without a byte more between them
  int most_tries = 20;                                 ///< in all
  int redirects = 5;                                  ///< as curl and browsers bound loops; theirs are higher
  Duration longest_pause = std::chrono::seconds{60};  ///< that a server may ask for
};

/// The files of one campaign: what the journal knows of it, how they are called, where they go. All that is
/// referred to must outlive the downloads.
struct DownloadSource {
  std::string path;  ///< of the campaign: CampaignRecord::path
  std::string name;
  Journal& journal;
  JournalReader& reader;
  FilePlace& place;
  manifest::FileNames& names;
};

/// Jobs whose content differs and whose files are the same, byte for byte.
struct SameFiles {
  std::vector<std::string> jobs;  ///< keys of the first few
  std::size_t count = 0;          ///< of all
};

struct DownloadReport {
  std::size_t fetched = 0;
  std::size_t present = 0;  ///< were there, and are what was asked for
  std::size_t failed = 0;
  std::size_t left = 0;  ///< were not begun, or broken off
  bool late = false;     ///< the deadline came first
  std::uint64_t bytes = 0;
  std::string first_failure;    ///< a sentence; empty: none failed
  std::string place_problem;    ///< why nothing more could be written; empty: it could
  std::string journal_problem;  ///< likewise of the journal
  std::vector<SameFiles> same;
};

/// Fetches what was delivered, beside a run or without one, on connections of its own: never a call of the
/// API but to ask once for the address of a file that is refused (`GET /banners/{id}`), and never one that
/// costs anything. The API's key goes to the API alone. Listens to the shutdown from `finish` on; a file that
/// is broken off is gone on with by the next command. Threads: one strand.
class Downloads {
 public:
  Downloads(DownloadTerms terms, Deps deps);
  ~Downloads();
  Downloads(const Downloads&) = delete;
  Downloads& operator=(const Downloads&) = delete;

  void add(const DownloadSource& source);
  /// Assets of this content have come: what the campaigns of that journal want of them is fetched.
  void came(const Journal& journal, const ContentKey& content);
  /// How far it is, without the rate.
  [[nodiscard]] FileReading so_far() const;
  /// Looks for whatever else there is to fetch, and waits for all of it; `stopped`: breaks off what is under
  /// way, and begins nothing more. `deadline`: no later than that.
  asio::awaitable<DownloadReport> finish(bool stopped, std::optional<Instant> deadline);
  /// Reads again what was fetched, and fetches nothing: what is not as it was is counted as failed.
  asio::awaitable<DownloadReport> verify();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace pressrun::app
