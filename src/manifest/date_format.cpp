#include "manifest/format_code.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <unicode/dtfmtsym.h>

namespace pressrun::manifest {
namespace {

struct DatePart {
  bool literal = false;
  bool elapsed = false;
  std::string text;  ///< letters to print; else one letter repeated, "am/pm", or zeros: parts of a second
};

struct DateCode {
  std::vector<DatePart> parts;
  unsigned language = 0;
  std::size_t decimals = 0;  ///< of seconds
  bool twelve_hours = false;
  bool has_era = false;
};

/// `AM/PM` and `A/P`, off the front.
bool take_half_of_day(std::string_view& code, DateCode& into) {
  for (const std::string_view each : {"AM/PM", "am/pm", "A/P", "a/p"}) {
    if (!code.starts_with(each)) continue;
    code.remove_prefix(each.size());
    into.parts.push_back({false, false, each.size() == 5 ? "am/pm" : "a/p"});
    into.twelve_hours = true;
    return true;
  }
  return false;
}

/// Zeros behind the seconds' point.
bool take_parts_of_second(std::string_view& code, DateCode& into) {
  const bool behind_seconds =
      !into.parts.empty() && !into.parts.back().literal && into.parts.back().text.front() == 's';
  if (!behind_seconds || code.size() < 2 || code[1] != '0' || (code[0] != '.' && code[0] != ','))
    return false;
  const std::size_t zeros = std::min(code.find_first_not_of('0', 1), code.size()) - 1;
  into.parts.push_back({true, false, "."});
  into.parts.push_back({false, false, std::string(zeros, '0')});
  into.decimals = std::min<std::size_t>(zeros, 3);
  code.remove_prefix(zeros + 1);
  return true;
}

DateCode read_date_code(std::string_view code) {
  DateCode made;
  while (!code.empty()) {
    if (auto literal = take_literal(code)) {
      if (literal->language != 0) made.language = literal->language;
      const bool elapsed = !literal->elapsed.empty();
      made.parts.push_back({!elapsed, elapsed, elapsed ? literal->elapsed : literal->text});
      if (made.parts.back().text.empty()) made.parts.pop_back();
      continue;
    }
    if (take_half_of_day(code, made) || take_parts_of_second(code, made)) continue;
    const char c =
        static_cast<char>(code.front() >= 'A' && code.front() <= 'Z' ? code.front() + 32 : code.front());
    const bool letter = std::string_view("ymdhs").find(c) != std::string_view::npos;
    made.has_era = made.has_era || c == 'g' || c == 'e' || c == 'b';
    std::size_t size = 1;
    while (letter && size < code.size() && (code[size] | 0x20) == c) ++size;
    made.parts.push_back(letter ? DatePart{false, false, std::string(size, c)}
                                : DatePart{true, false, std::string(1, code.front())});
    code.remove_prefix(size);
  }
  return made;
}

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

struct Moment {
  std::chrono::year_month_day day;
  std::int64_t millis = 0;   ///< of the day
  std::int64_t elapsed = 0;  ///< milliseconds since day 0
};

/// Day 60 of Excel is 29 February 1900, which never was; nothing it counts lies before 1900.
Moment moment_of(double number, std::size_t decimals, bool since_1904) {
  constexpr std::int64_t day = 86'400'000;
  const double step = std::pow(10.0, 3 - static_cast<double>(decimals));  // milliseconds that are shown
  const auto all = static_cast<std::int64_t>(std::llround(number * static_cast<double>(day) / step)) *
                   static_cast<std::int64_t>(step);
  const std::int64_t whole = all / day;
  using std::chrono::sys_days;
  const sys_days first =
      since_1904 ? sys_days{std::chrono::year{1904} / 1 / 1} : sys_days{std::chrono::year{1899} / 12 / 30};
  const int early = !since_1904 && whole < 60 && whole > 0 ? 1 : 0;
  return {first + std::chrono::days{whole + early}, all % day, all};
}

/// Of languages that Windows counts so; English where they are others.
icu::Locale locale_of_language(unsigned language) {
  struct Known {
    unsigned number;  // the language's part: the country is in the upper bits
    const char* name;
  };
  constexpr std::array known{
      Known{0x02, "bg"}, Known{0x04, "zh"}, Known{0x05, "cs"}, Known{0x06, "da"}, Known{0x07, "de"},
      Known{0x08, "el"}, Known{0x0A, "es"}, Known{0x0B, "fi"}, Known{0x0C, "fr"}, Known{0x0E, "hu"},
      Known{0x10, "it"}, Known{0x11, "ja"}, Known{0x12, "ko"}, Known{0x13, "nl"}, Known{0x14, "nb"},
      Known{0x15, "pl"}, Known{0x16, "pt"}, Known{0x18, "ro"}, Known{0x19, "ru"}, Known{0x1A, "hr"},
      Known{0x1B, "sk"}, Known{0x1D, "sv"}, Known{0x1E, "th"}, Known{0x1F, "tr"}, Known{0x22, "uk"},
      Known{0x24, "sl"}, Known{0x25, "et"}, Known{0x26, "lv"}, Known{0x27, "lt"}, Known{0x2A, "vi"}};
  const unsigned own = language & 0x3FFU;
  for (const Known& each : known)
    if (each.number == own) return {each.name};
  return icu::Locale::getEnglish();
}

/// The name of a month or weekday, from 0.
std::string name_of(unsigned number, bool of_month, bool short_form, unsigned language) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(locale_of_language(language), error);
  if (U_FAILURE(error)) return {};
  std::int32_t count = 0;
  const auto width = short_form ? icu::DateFormatSymbols::ABBREVIATED : icu::DateFormatSymbols::WIDE;
  const icu::UnicodeString* names = of_month
                                        ? symbols.getMonths(count, icu::DateFormatSymbols::FORMAT, width)
                                        : symbols.getWeekdays(count, icu::DateFormatSymbols::FORMAT, width);
  const std::int32_t at = static_cast<std::int32_t>(number) + (of_month ? 0 : 1);  // weekdays count from 1
  std::string text;
  if (at < count) names[at].toUTF8String(text);
  return text;
}

bool is_minute(const std::vector<DatePart>& parts, std::size_t i) {
  const auto letter_at = [&](std::ptrdiff_t step) -> char {
    for (auto at = static_cast<std::ptrdiff_t>(i) + step; at >= 0 && at < std::ssize(parts); at += step) {
      if (!parts[static_cast<std::size_t>(at)].literal)
        return parts[static_cast<std::size_t>(at)].text.front();
    }
    return ' ';
  };
  return parts[i].text.size() <= 2 && (letter_at(-1) == 'h' || letter_at(1) == 's');
}

std::string month_text(const Moment& moment, std::size_t width, unsigned language) {
  const auto month = static_cast<unsigned>(moment.day.month());
  if (width < 3) return padded(month, width);
  const std::string name = name_of(month - 1, true, width == 3, language);
  return width == 5 ? name.substr(0, 1) : name;
}

std::string day_text(const Moment& moment, std::size_t width, unsigned language) {
  if (width < 3) return padded(static_cast<unsigned>(moment.day.day()), width);
  const std::chrono::weekday day{std::chrono::sys_days{moment.day}};
  return name_of(day.c_encoding(), false, width == 3, language);
}

std::string elapsed_text(const Moment& moment, const std::string& part) {
  const std::int64_t unit = part.front() == 'h' ? 3'600'000 : part.front() == 'm' ? 60'000 : 1000;
  return padded(moment.elapsed / unit, part.size());
}

std::string part_text(const DateCode& code, std::size_t i, const Moment& moment) {
  const std::string& text = code.parts[i].text;
  const std::int64_t hour = moment.millis / 3'600'000;
  if (text == "am/pm") return hour < 12 ? "AM" : "PM";
  if (text == "a/p") return hour < 12 ? "A" : "P";
  if (text.front() == '0')
    return padded(moment.millis % 1000, 3).substr(0, std::min<std::size_t>(text.size(), 3));
  switch (text.front()) {
    case 'y': {
      const auto year = static_cast<int>(moment.day.year());
      return text.size() < 3 ? padded(year % 100, 2) : padded(year, 4);
    }
    case 'm':
      return is_minute(code.parts, i) ? padded(moment.millis / 60'000 % 60, text.size())
                                      : month_text(moment, text.size(), code.language);
    case 'd':
      return day_text(moment, text.size(), code.language);
    case 'h':
      return padded(code.twelve_hours ? (hour + 11) % 12 + 1 : hour, text.size());
    default:
      return padded(moment.millis / 1000 % 60, text.size());
  }
}

}  // namespace

std::optional<std::string> date_by(double number, std::string_view section, bool since_1904) {
  constexpr double last_day = 2958466;  // beyond the year 9999
  if (number < 0 || number >= last_day) return std::nullopt;
  DateCode code = read_date_code(section);
  if (code.has_era) code = read_date_code("yyyy-mm-dd");  // eras count otherwise
  const Moment moment = moment_of(number, code.decimals, since_1904);
  std::string out;
  for (std::size_t i = 0; i < code.parts.size(); ++i) {
    const DatePart& part = code.parts[i];
    out += part.literal   ? part.text
           : part.elapsed ? elapsed_text(moment, part.text)
                          : part_text(code, i, moment);
  }
  return out;
}

}  // namespace pressrun::manifest
