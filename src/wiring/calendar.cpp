#include "wiring/calendar.hpp"

#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <optional>

namespace pressrun::wiring {
namespace {

std::filesystem::path zones_folder() {
  const char* named = std::getenv("TZDIR");
  return named != nullptr && *named != '\0' ? named : "/usr/share/zoneinfo";
}

/// The process's time zone, for as long as it lives. The standard library of this compiler has no time zones,
/// and the C library has that of the process alone.
class ZoneForAMoment {
 public:
  explicit ZoneForAMoment(const std::string& zone) : changed_(!zone.empty()) {
    if (!changed_) return;
    if (const char* before = std::getenv("TZ")) before_ = before;
    ::setenv("TZ", (":" + zone).c_str(), 1);
    ::tzset();
  }
  ~ZoneForAMoment() {
    if (!changed_) return;
    if (before_) {
      ::setenv("TZ", before_->c_str(), 1);
    } else {
      ::unsetenv("TZ");
    }
    ::tzset();
  }
  ZoneForAMoment(const ZoneForAMoment&) = delete;
  ZoneForAMoment& operator=(const ZoneForAMoment&) = delete;

 private:
  bool changed_;
  std::optional<std::string> before_;
};

WallTime began(std::tm day) {
  day.tm_hour = day.tm_min = day.tm_sec = 0;
  day.tm_isdst = -1;  // it may have been otherwise at midnight
  return WallTime{std::chrono::seconds{std::mktime(&day)}};
}

}  // namespace

bool is_known_zone(const std::string& zone) {
  std::error_code error;
  return zone.empty() || zone == "UTC" || std::filesystem::is_regular_file(zones_folder() / zone, error);
}

bool is_usable_tz(const std::string& tz) {
  const std::string name = tz.starts_with(':') ? tz.substr(1) : tz;
  std::error_code error;
  if (name.starts_with('/')) return std::filesystem::is_regular_file(name, error);
  // A rule has an offset behind three letters or more: "CET-1", "<+03>-3".
  const std::size_t letters = name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  const bool is_rule = name.starts_with('<') ||
                       (letters != std::string::npos && letters >= 3 &&
                        std::string_view{"+-0123456789"}.find(name[letters]) != std::string_view::npos);
  return is_rule || is_known_zone(name);
}

Calendar calendar_at(WallTime now, const std::string& zone) {
  const ZoneForAMoment in_zone{zone};
  const std::time_t at = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  std::tm local{};
  ::localtime_r(&at, &local);
  Calendar made;
  made.zone = zone;
  if (zone.empty()) {
    std::array<char, 64> name{};
    const std::size_t size = std::strftime(name.data(), name.size(), "%Z", &local);
    made.zone = std::string(name.data(), size) + " (this machine's)";
  }
  made.day_began = began(local);
  local.tm_mday = 1;
  made.month_began = began(local);
  return made;
}

}  // namespace pressrun::wiring
