#include "manifest/cell_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <vector>

namespace pressrun::manifest {
namespace {

/// Excel keeps fifteen digits.
std::string general(double number) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.15g", number);
  return text.data();
}

/// A piece of a format: letters to print, or one placeholder of its kind.
struct FormatPart {
  bool literal = false;
  std::string text;
};

/// Takes a quoted, escaped or bracketed literal off the front; false: there is none.
bool take_literal(std::string_view& code, std::string& literal) {
  const char c = code.front();
  if (c == '"') {
    const auto end = std::min(code.find('"', 1), code.size() - 1);
    literal += code.substr(1, end - 1);
    code.remove_prefix(end + 1);
  } else if (c == '\\' && code.size() > 1) {
    std::size_t size = 2;
    while (size < code.size() && (static_cast<unsigned char>(code[size]) & 0xC0U) == 0x80U) ++size;
    literal += code.substr(1, size - 1);
    code.remove_prefix(size);
  } else if (c == '[') {
    const auto end = std::min(code.find(']'), code.size() - 1);
    const std::string_view inside = code.substr(1, end - 1);
    if (inside.starts_with('$')) literal += inside.substr(1, inside.find('-') - 1);  // [$€-407]
    code.remove_prefix(end + 1);
  } else if ((c == '_' || c == '*') && code.size() > 1) {  // room as wide as a letter; what fills the cell
    if (c == '_') literal += ' ';
    code.remove_prefix(2);
  } else {
    return false;
  }
  return true;
}

std::vector<std::string_view> sections(std::string_view code) {
  std::vector<std::string_view> out;
  std::size_t from = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '"') quoted = !quoted;
    if (code[i] == '\\')
      ++i;
    else if (code[i] == ';' && !quoted) {
      out.push_back(code.substr(from, i - from));
      from = i + 1;
    }
  }
  out.push_back(code.substr(from));
  return out;
}

/// Literals, and runs of one letter.
std::vector<FormatPart> parts_of_date(std::string_view code) {
  std::vector<FormatPart> parts;
  while (!code.empty()) {
    std::string literal;
    if (take_literal(code, literal)) {
      parts.push_back({true, literal});
      continue;
    }
    const char c =
        static_cast<char>(code.front() >= 'A' && code.front() <= 'Z' ? code.front() + 32 : code.front());
    const auto is_letter = std::string_view("ymdhs").find(c) != std::string_view::npos;
    std::size_t size = 1;
    if (code.size() >= 5 && (code.starts_with("AM/PM") || code.starts_with("am/pm"))) {
      parts.push_back({false, "am/pm"});
      code.remove_prefix(5);
      continue;
    }
    while (is_letter && size < code.size() && (code[size] | 0x20) == c) ++size;
    parts.push_back(is_letter ? FormatPart{false, std::string(size, c)}
                              : FormatPart{true, std::string(1, code.front())});
    code.remove_prefix(size);
  }
  return parts;
}

bool is_date(std::string_view code) {
  if (code == "General" || code.empty()) return false;
  while (!code.empty()) {
    std::string literal;
    if (take_literal(code, literal)) continue;
    if (std::string_view("yYmMdDhHsS").find(code.front()) != std::string_view::npos) return true;
    code.remove_prefix(1);
  }
  return false;
}

std::string padded(unsigned number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

struct Moment {
  std::chrono::year_month_day day;
  unsigned seconds = 0;  ///< of the day
};

/// Day 60 of Excel is 29 February 1900, which never was; nothing it counts lies before 1900.
Moment moment_of(double number, bool since_1904) {
  auto whole = static_cast<std::int64_t>(std::floor(number));
  auto seconds = static_cast<std::int64_t>(std::llround((number - std::floor(number)) * 86400));
  if (seconds == 86400) {
    ++whole;
    seconds = 0;
  }
  using std::chrono::sys_days;
  const sys_days first =
      since_1904 ? sys_days{std::chrono::year{1904} / 1 / 1} : sys_days{std::chrono::year{1899} / 12 / 30};
  const int early = !since_1904 && whole < 60 && whole > 0 ? 1 : 0;
  return {first + std::chrono::days{whole + early}, static_cast<unsigned>(seconds)};
}

std::string month_or_minute(const std::vector<FormatPart>& parts, std::size_t i, const Moment& moment) {
  const auto letter_at = [&](std::ptrdiff_t step) -> char {
    for (auto at = static_cast<std::ptrdiff_t>(i) + step; at >= 0 && at < std::ssize(parts); at += step) {
      if (!parts[static_cast<std::size_t>(at)].literal)
        return parts[static_cast<std::size_t>(at)].text.front();
    }
    return ' ';
  };
  const std::size_t width = parts[i].text.size();
  if (width <= 2 && (letter_at(-1) == 'h' || letter_at(1) == 's'))
    return padded(moment.seconds / 60 % 60, width);
  constexpr std::array<std::string_view, 12> names{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
  const auto month = static_cast<unsigned>(moment.day.month());
  if (width < 3) return padded(month, width);
  const std::string_view name = names[month - 1];
  return std::string(width == 3 ? name.substr(0, 3) : width == 5 ? name.substr(0, 1) : name);
}

std::string day_text(const Moment& moment, std::size_t width) {
  if (width < 3) return padded(static_cast<unsigned>(moment.day.day()), width);
  constexpr std::array<std::string_view, 7> names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                  "Thursday", "Friday", "Saturday"};
  const std::string_view name = names[std::chrono::weekday{std::chrono::sys_days{moment.day}}.c_encoding()];
  return std::string(width == 3 ? name.substr(0, 3) : name);
}

std::string shown_date(double number, std::string_view code, bool since_1904) {
  constexpr double last_day = 2958466;  // beyond the year 9999
  if (number < 0 || number >= last_day) return general(number);
  const Moment moment = moment_of(number, since_1904);
  const auto parts = parts_of_date(code);
  const bool twelve = std::ranges::any_of(
      parts, [](const FormatPart& part) { return !part.literal && part.text == "am/pm"; });
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& [literal, text] = parts[i];
    const unsigned hour = moment.seconds / 3600;
    if (literal) {
      out += text;
    } else if (text == "am/pm") {
      out += hour < 12 ? "AM" : "PM";
    } else if (text.front() == 'y') {
      const auto year = static_cast<unsigned>(static_cast<int>(moment.day.year()));
      out += text.size() < 3 ? padded(year % 100, 2) : padded(year, 4);
    } else if (text.front() == 'm') {
      out += month_or_minute(parts, i, moment);
    } else if (text.front() == 'd') {
      out += day_text(moment, text.size());
    } else if (text.front() == 'h') {
      out += padded(twelve ? (hour + 11) % 12 + 1 : hour, text.size());
    } else {
      out += padded(moment.seconds % 60, text.size());
    }
  }
  return out;
}

/// What stands around the digits of a format, and how they are written.
struct NumberFormat {
  std::string before;
  std::string after;
  std::size_t whole = 0;  ///< digits at least
  std::size_t decimals = 0;
  std::size_t decimals_at_least = 0;
  bool grouped = false;
  bool per_cent = false;
  bool known = true;
  bool has_digits = false;
};

NumberFormat read_format(std::string_view code) {
  NumberFormat made;
  bool fraction = false;
  while (!code.empty()) {
    std::string& around = made.has_digits ? made.after : made.before;
    if (take_literal(code, around)) continue;
    const char c = code.front();
    if (c == '0' || c == '#' || c == '?') {
      made.has_digits = true;
      if (fraction) {
        ++made.decimals;
        made.decimals_at_least += c == '0' ? 1U : 0U;
      } else {
        made.whole += c == '0' ? 1U : 0U;
      }
    } else if (c == '.') {
      fraction = true;
    } else if (c == ',' && made.has_digits) {
      made.grouped = true;
    } else if (c == 'E' || c == 'e' || c == '/') {
      made.known = false;
    } else {
      made.per_cent = made.per_cent || c == '%';
      around += c;
    }
    code.remove_prefix(1);
  }
  return made;
}

std::string digits_of(double number, const NumberFormat& format) {
  std::array<char, 400> buffer{};
  const auto rounded =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed,
                    static_cast<int>(std::min<std::size_t>(format.decimals, 20)));
  std::string text(buffer.data(), rounded.ptr);
  std::string fraction;
  if (const auto dot = text.find('.'); dot != std::string::npos) {
    fraction = text.substr(dot + 1);
    text.resize(dot);
  }
  while (fraction.size() > format.decimals_at_least && fraction.ends_with('0')) fraction.pop_back();
  if (text == "0" && format.whole == 0) text.clear();
  if (text.size() < format.whole) text.insert(0, format.whole - text.size(), '0');
  for (std::size_t at = text.size(); format.grouped && at > 3;) text.insert(at -= 3, 1, ',');
  return fraction.empty() ? text : text + "." + fraction;
}

}  // namespace

std::string_view builtin_format(int id) {
  switch (id) {
    case 1:
      return "0";
    case 2:
      return "0.00";
    case 3:
      return "#,##0";
    case 4:
      return "#,##0.00";
    case 9:
      return "0%";
    case 10:
      return "0.00%";
    case 14:
    case 15:
    case 16:
    case 17:
      return "yyyy-mm-dd";
    case 18:
      return "h:mm AM/PM";
    case 19:
      return "h:mm:ss AM/PM";
    case 20:
      return "h:mm";
    case 21:
      return "h:mm:ss";
    case 22:
      return "yyyy-mm-dd h:mm";
    case 37:
    case 38:
      return "#,##0";
    case 39:
    case 40:
      return "#,##0.00";
    case 45:
      return "mm:ss";
    default:
      return {};
  }
}

std::string shown_number(double number, std::string_view code, bool since_1904) {
  if (!std::isfinite(number)) return general(number);
  if (is_date(code)) return shown_date(number, sections(code).front(), since_1904);
  const auto all = sections(code);
  const bool own_negative = number < 0 && all.size() > 1;
  const std::string_view section = own_negative ? all[1] : number == 0 && all.size() > 2 ? all[2] : all[0];
  NumberFormat format = read_format(section);
  if (section.empty() || section == "General" || section == "@" || !format.known) return general(number);
  if (!format.has_digits) return format.before;
  // Spreadsheets round what they show of fifteen digits: 0.285 is 0.29 there.
  const double shown = std::abs(number) * (format.per_cent ? 100 : 1) * (1 + 1e-15);
  return std::string(number < 0 && !own_negative ? "-" : "") + format.before + digits_of(shown, format) +
         format.after;
}

}  // namespace pressrun::manifest
