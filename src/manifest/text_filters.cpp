#include "manifest/text_filters.hpp"

#include "manifest/scope.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <unicode/brkiter.h>
#include <unicode/datefmt.h>
#include <unicode/gregocal.h>
#include <unicode/locid.h>
#include <unicode/numberformatter.h>
#include <unicode/numfmt.h>
#include <unicode/smpdtfmt.h>
#include <unicode/unistr.h>

namespace pressrun::manifest {
namespace {

// clang-format off
constexpr std::array filters{
    TextFilter{"number", 0, 3, "number[:DECIMALS[:LOCALE[:INPUT_LOCALE]]]"},
    TextFilter{"date", 1, 2, "date:FORMAT[:LOCALE]"},
    TextFilter{"truncate", 1, 2, "truncate:N[:END]"},
    TextFilter{"replace", 2, 2, "replace:FROM:TO"},
    TextFilter{"upper", 0, 0, "upper"},
    TextFilter{"lower", 0, 0, "lower"},
    TextFilter{"title", 0, 0, "title"},
    TextFilter{"trim", 0, 0, "trim"},
    TextFilter{"url", 0, 0, "url"},
    TextFilter{"empty", 0, 0, "empty"},
};
// clang-format on

const TextFilter* filter_named(std::string_view name) {
  const auto found = std::ranges::find(filters, name, &TextFilter::name);
  return found == filters.end() ? nullptr : &*found;
}

icu::UnicodeString wide(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string narrow(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

/// A locale that ICU has data for: "xx" would quietly become the machine's.
std::optional<icu::Locale> locale_of(const std::string& name) {
  const icu::Locale locale = icu::Locale::createCanonical(name.c_str());
  if (locale.isBogus() || name.empty()) return std::nullopt;
  std::int32_t count = 0;
  const icu::Locale* known = icu::Locale::getAvailableLocales(count);
  for (std::int32_t i = 0; i < count; ++i) {
    if (std::string_view(known[i].getLanguage()) == locale.getLanguage()) return locale;
  }
  return std::nullopt;
}

bool is_plain_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const auto digits = text.find_first_not_of("0123456789");
  if (text.empty() || digits == 0) return false;
  if (digits == std::string_view::npos) return true;
  const std::string_view rest = text.substr(digits + 1);
  return text[digits] == '.' && !rest.empty() &&
         rest.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The number as "1234.5", as the input's locale writes it; nothing: it is none.
std::optional<std::string> read_number(const std::string& text, const TemplateStep& step) {
  if (step.args.size() < 3) return is_plain_number(text) ? std::optional(text) : std::nullopt;
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::NumberFormat> format(
      icu::NumberFormat::createInstance(locale_of(step.args[2]).value_or(icu::Locale::getRoot()), error));
  if (U_FAILURE(error) != 0) return std::nullopt;
  format->setLenient(0);
  icu::Formattable number;
  icu::ParsePosition end(0);
  const icu::UnicodeString source = wide(text);
  format->parse(source, number, end);
  if (end.getIndex() != source.length() || source.isEmpty()) return std::nullopt;
  const icu::StringPiece digits = number.getDecimalNumber(error);
  return U_FAILURE(error) != 0
             ? std::nullopt
             : std::optional(std::string(digits.data(), static_cast<std::size_t>(digits.size())));
}

Filtered number(const TemplateStep& step, const std::string& text) {
  const std::string bare = [&] {
    const auto first = text.find_first_not_of(' ');
    return first == std::string::npos ? text : text.substr(first, text.find_last_not_of(' ') - first + 1);
  }();
  const auto digits = read_number(bare, step);
  if (!digits)
    return {{},
            "'" + text + "' is no number for '|number'",
            step.args.size() < 3
                ? "write it as 1234.5, or name the locale it is written in: '|number:2:de:de'"
                : "it is not written as '" + step.args[2] + "' writes numbers"};
  const std::string place = step.args.size() > 1 ? step.args[1] : "en-u-nu-latn";
  auto how = icu::number::NumberFormatter::withLocale(
      step.args.size() > 1 ? locale_of(place).value_or(icu::Locale::getRoot()) : icu::Locale::getEnglish());
  // Without a locale it is a number for the API: no grouping.
  if (step.args.size() < 2) how = how.grouping(UNUM_GROUPING_OFF);
  how = how.roundingMode(UNUM_ROUND_HALFUP);
  const bool decimals = !step.args.empty() && !step.args[0].empty();
  how = how.precision(decimals ? icu::number::Precision::fixedFraction(whole_number(step.args[0]).value_or(0))
                               : icu::number::Precision::maxFraction(15));
  UErrorCode error = U_ZERO_ERROR;
  const auto made = how.formatDecimal({digits->data(), static_cast<std::int32_t>(digits->size())}, error);
  return {narrow(made.toString(error)), {}, {}};
}

/// Days and times of ISO 8601 as numbers; an offset is left as it is: the date is printed as it is written.
std::optional<UDate> read_iso(std::string_view text) {
  std::array<int, 6> parts{0, 0, 0, 0, 0, 0};
  constexpr std::array<std::size_t, 6> starts{0, 5, 8, 11, 14, 17};
  constexpr std::array<std::string_view, 5> between{"-", "-", "T ", ":", ":"};
  std::size_t known = 0;
  for (; known < parts.size(); ++known) {
    if (known > 0 && (text.size() <= starts[known] - 1 ||
                      between[known - 1].find(text[starts[known] - 1]) == std::string_view::npos))
      break;
    const auto number = text.size() < starts[known] + (known == 0 ? 4 : 2)
                            ? std::nullopt
                            : whole_number(text.substr(starts[known], known == 0 ? 4 : 2));
    if (!number) return std::nullopt;
    parts[known] = *number;
  }
  const bool day_alone = known == 3 && text.size() == 10;
  if (known < 3 || known == 4 || (known == 3 && !day_alone)) return std::nullopt;
  if (parts[3] > 23 || parts[4] > 59 || parts[5] > 60) return std::nullopt;
  UErrorCode error = U_ZERO_ERROR;
  icu::GregorianCalendar calendar(*icu::TimeZone::getGMT(), error);
  calendar.setLenient(0);
  calendar.clear();
  calendar.set(parts[0], parts[1] - 1, parts[2], parts[3], parts[4], parts[5]);
  const UDate moment = calendar.getTime(error);
  return U_FAILURE(error) != 0 ? std::nullopt : std::optional(moment);
}

/// A letter of strftime as ICU's pattern; empty: there is none.
std::string_view pattern_of(char letter, bool short_form) {
  switch (letter) {
    case 'd':
      return short_form ? "d" : "dd";
    case 'e':
      return "d";
    case 'm':
      return short_form ? "M" : "MM";
    case 'Y':
      return "yyyy";
    case 'y':
      return "yy";
    case 'B':
      return "MMMM";
    case 'b':
      return "MMM";
    case 'A':
      return "EEEE";
    case 'a':
      return "EEE";
    case 'H':
      return short_form ? "H" : "HH";
    case 'I':
      return short_form ? "h" : "hh";
    case 'M':
      return "mm";
    case 'S':
      return "ss";
    case 'p':
      return "a";
    case 'j':
      return "DDD";
    default:
      return {};
  }
}

/// "%d.%m.%Y" as "dd'.'MM'.'yyyy"; nothing: a letter behind '%' is not known. Other formats are ICU's
/// already.
std::optional<std::string> icu_pattern(std::string_view format) {
  if (format.find('%') == std::string_view::npos) return std::string(format);
  std::string made;
  std::string literal;
  const auto flush = [&] {
    if (!literal.empty()) made += "'" + literal + "'";
    literal.clear();
  };
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      literal += format[i] == '\'' ? "''" : std::string(1, format[i]);
      continue;
    }
    const bool short_form = format.substr(i + 1).starts_with('-');
    i += short_form ? 2 : 1;
    const char letter = i < format.size() ? format[i] : '\0';
    if (letter == '%') {
      literal += '%';
      continue;
    }
    const std::string_view pattern = pattern_of(letter, short_form);
    if (pattern.empty()) return std::nullopt;
    flush();
    made += pattern;
  }
  flush();
  return made;
}

std::optional<icu::DateFormat::EStyle> style_named(std::string_view name) {
  if (name == "short") return icu::DateFormat::kShort;
  if (name == "medium") return icu::DateFormat::kMedium;
  if (name == "long") return icu::DateFormat::kLong;
  return name == "full" ? std::optional(icu::DateFormat::kFull) : std::nullopt;
}

Filtered date(const TemplateStep& step, const std::string& text) {
  const auto moment = read_iso(text);
  if (!moment) return {{}, "'" + text + "' is no date for '|date'", "write it as 2026-11-27"};
  const icu::Locale locale = step.args.size() > 1 ? locale_of(step.args[1]).value_or(icu::Locale::getRoot())
                                                  : icu::Locale::getEnglish();
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::DateFormat> format;
  if (const auto style = style_named(step.args[0])) {
    format.reset(icu::DateFormat::createDateInstance(*style, locale));
  } else {
    format =
        std::make_unique<icu::SimpleDateFormat>(wide(icu_pattern(step.args[0]).value_or("")), locale, error);
  }
  if (U_FAILURE(error) != 0 || !format) return {{}, "the format '" + step.args[0] + "' cannot be used", {}};
  format->setTimeZone(*icu::TimeZone::getGMT());
  icu::UnicodeString made;
  return {narrow(format->format(*moment, made)), {}, {}};
}

/// Cuts between what a reader takes for letters: an emoji of several code points is one.
std::string truncated(const std::string& text, int most, const std::string& end) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> letters(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), error));
  if (U_FAILURE(error) != 0) return text;
  const auto count = [&](const icu::UnicodeString& all, int until) {
    letters->setText(all);
    std::int32_t at = 0;
    int seen = 0;
    while (seen < until && letters->next() != icu::BreakIterator::DONE) {
      ++seen;
      at = letters->current();
    }
    return std::pair{seen, at};
  };
  const icu::UnicodeString all = wide(text);
  if (count(all, most + 1).first <= most) return text;
  const int room = std::max(0, most - count(wide(end), most).first);
  icu::UnicodeString kept = all.tempSubString(0, count(all, room).second);
  return narrow(kept.trim()) + end;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::string url_encoded(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += {'%', hex[byte >> 4U], hex[byte & 15U]};
    }
  }
  return out;
}

StepFault fault_of_args(const TemplateStep& step) {
  const bool is_number = step.name == "number";
  const auto locale_at = [&](std::size_t i) -> StepFault {
    if (i >= step.args.size() || locale_of(step.args[i])) return {};
    return {"'" + step.args[i] + "' is no locale that is known", "write one like 'de' or 'fr-CH'"};
  };
  if (is_number && !step.args.empty() && !step.args[0].empty() &&
      whole_number(step.args[0]).value_or(100) > 15)
    return {"'" + step.args[0] + "' is no number of decimals", "write 0 to 15"};
  if (step.name == "truncate" && !whole_number(step.args[0]))
    return {"'" + step.args[0] + "' is no number of letters", "write 'truncate:40'"};
  if (step.name == "replace" && step.args[0].empty()) return {"'replace' has nothing to look for", {}};
  if (step.name == "date" && (!icu_pattern(step.args[0]) || step.args[0].empty()))
    return {"'" + step.args[0] + "' is no format of a date", "write 'd MMMM yyyy', '%d.%m.%Y' or 'long'"};
  for (std::size_t i = 1; (is_number || step.name == "date") && i < step.args.size(); ++i) {
    if (StepFault fault = locale_at(i); !fault.message.empty()) return fault;
  }
  return {};
}

}  // namespace

std::span<const TextFilter> text_filters() { return filters; }

StepFault fault_of(const TemplateStep& step) {
  if (step.kind != TemplateStep::Kind::filter) return {};
  const TextFilter* known = filter_named(step.name);
  if (known == nullptr) {
    std::vector<std::string> names;
    for (const TextFilter& each : filters) names.emplace_back(each.name);
    return {"there is no filter '" + step.name + "'", suggest(step.name, names)};
  }
  if (step.args.size() < known->least_args || step.args.size() > known->most_args)
    return {"wrong number of arguments for the filter '" + step.name + "'",
            "write '|" + std::string(known->usage) + "'"};
  return fault_of_args(step);
}

Filtered filter_text(const TemplateStep& step, const std::string& text) {
  if (step.name == "number") return number(step, text);
  if (step.name == "date") return date(step, text);
  if (step.name == "upper") return {narrow(wide(text).toUpper(icu::Locale::getRoot())), {}, {}};
  if (step.name == "lower") return {narrow(wide(text).toLower(icu::Locale::getRoot())), {}, {}};
  if (step.name == "title") return {narrow(wide(text).toTitle(nullptr, icu::Locale::getRoot())), {}, {}};
  if (step.name == "trim") return {narrow(wide(text).trim()), {}, {}};
  if (step.name == "url") return {url_encoded(text), {}, {}};
  if (step.name == "replace") return {replaced(text, step.args[0], step.args[1]), {}, {}};
  if (step.name == "truncate")
    return {
        truncated(text, whole_number(step.args[0]).value_or(0), step.args.size() > 1 ? step.args[1] : "…"),
        {},
        {}};
  return {text, {}, {}};
}

}  // namespace pressrun::manifest
