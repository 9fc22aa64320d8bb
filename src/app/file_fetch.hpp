#pragma once

#include "pressrun/app/downloads.hpp"
#include "pressrun/assets/file_check.hpp"

#include <boost/asio/cancellation_signal.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace pressrun::app {

/// One file that is to be fetched.
struct FileItem {
  std::size_t source = 0;
  JobKey job;
  std::string content;  ///< digest
  Asset asset;
  std::string path;  ///< below the place
};

/// Keeps what comes below so many bytes a second, of all files together.
class Throttle {
 public:
  explicit Throttle(std::uint64_t bytes_per_second) : bytes_per_second_(bytes_per_second) {}
  void took(std::size_t bytes, Instant now);
  [[nodiscard]] Duration pause(Instant now) const;
  [[nodiscard]] bool is_on() const { return bytes_per_second_ > 0; }

 private:
  std::uint64_t bytes_per_second_;
  Instant free_at_{};
};

enum class Fetched : std::uint8_t { fetched, present, failed, broken_off };

/// What came of one file.
struct FetchResult {
  Fetched what = Fetched::broken_off;
  std::uint64_t bytes = 0;
  std::string why;             ///< of a failure
  bool place_is_gone = false;  ///< it takes no other file either
};

/// Fetches one file: from its first byte or from where it was broken off, verified, then under its name.
class FileFetch {
 public:
  struct Parts {
    const DownloadTerms& terms;
    const Deps& deps;
    Throttle& throttle;
    /// Asks the API for the asset's present address; nothing: it does not say.
    std::function<asio::awaitable<std::optional<Asset>>(std::string id, asio::cancellation_signal& cut_off)>
        renew;
  };
  FileFetch(const Parts& parts, const DownloadSource& source, CampaignNumber campaign, FileItem item);

  /// Throws JournalError.
  asio::awaitable<FetchResult> run();
  void stop();  ///< breaks it off

 private:
  enum class Came : std::uint8_t { whole, failed, stopped };

  asio::awaitable<FetchResult> fetch(PartFile& part, const std::optional<FetchedFile>& known, bool is_there);
  asio::awaitable<Came> receive(PartFile& part);
  asio::awaitable<HttpOutcome> ask(PartFile& part, bool& other_body);
  /// What follows from an answer without a whole body; true: it is asked again.
  asio::awaitable<bool> go_on(const HttpOutcome& outcome, PartFile& part);
  asio::awaitable<bool> ask_anew_for_address(int status);
  bool follow(const HttpResponse& answer);
  asio::awaitable<bool> wait(Duration pause);
  asio::awaitable<FetchResult> keep(PartFile& part, const CheckedFile& checked, bool ours, bool is_there);
  asio::awaitable<FetchResult> fail(std::string id, std::string why);
  FetchResult fail_at_place(const PlaceProblem& problem);
  [[nodiscard]] FetchedFile row() const;
  [[nodiscard]] assets::ExpectedFile expected() const;
  bool give_up(std::string why);

  const Parts& parts_;
  const DownloadSource& source_;
  CampaignNumber campaign_;
  FileItem item_;
  std::string address_;
  std::unique_ptr<Alarm> alarm_;
  asio::cancellation_signal cut_off_;
  bool stopped_ = false;
  bool renewed_ = false;
  int redirects_ = 0;
  int tries_ = 0;  // since the last byte that came
  int all_tries_ = 0;
  std::string why_;  // it cannot be fetched
};

}  // namespace pressrun::app
