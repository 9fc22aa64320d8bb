// Options of the commands that fetch files.
#include "usage/option_set.hpp"

#include <charconv>

namespace pressrun::usage {
namespace {

/// "500000", "500K", "2M", "1G": bytes, by 1024 as curl and rclone read them. Nothing: none of these.
std::optional<std::uint64_t> bytes_from(const std::string& text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || number == 0 || number > (std::uint64_t{1} << 33U)) return std::nullopt;
  const std::string unit(stop, end);
  if (unit.empty()) return number;
  if (unit == "K" || unit == "k") return number << 10U;
  if (unit == "M") return number << 20U;
  return unit == "G" ? std::optional(number << 30U) : std::nullopt;
}

}  // namespace

void OptionSet::downloads() {
  text_value("--download-to", "FOLDER", options_.download.to,
             "fetch the files, verify them, and put them there (default: 'download' of the manifest)");
  flag("--no-download", options_.download.none, "fetch no file, whatever the manifest says");
  one_of("--download-from", options_.download.from, {"url", "cdn_url"},
         "which address of a file: url is meant for it, the CDN is metered");
  count("--download-workers", options_.download.workers, 1, "files at once, beside the API calls");
  const auto rate = [this](const std::string& given) -> std::optional<std::string> {
    const auto bytes = bytes_from(given);
    if (!bytes) return "'" + given + "' is no number of bytes such as 500K or 2M";
    options_.download.rate = *bytes;
    return std::nullopt;
  };
  value("--download-rate", "BYTES", "so many bytes a second at most, of all files together", rate);
  flag("--strict-pictures", options_.download.strict_pictures,
       "files that are the same though their jobs differ are errors (exit code 3)");
}

void OptionSet::download_command() {
  text_value("--to", "FOLDER", options_.download.to, "where they go (default: 'download' of the manifest)");
  downloads();
  flag("--verify", options_.download.verify, "read again what was fetched, and fetch nothing");
}

}  // namespace pressrun::usage
