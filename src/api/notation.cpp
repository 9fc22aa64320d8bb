#include "api/notation.hpp"

#include "api/color_profiles.hpp"
#include "api/text.hpp"

#include <boost/url/authority_view.hpp>

#include <algorithm>
#include <charconv>

namespace pressrun::api {
namespace {

bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Takes a text apart from its start; a step that does not fit leaves it as it is.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool skip(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  bool number(double most) {
    double value = -1;
    const auto [end, error] =
        std::from_chars(rest_.data(), rest_.data() + rest_.size(), value, std::chars_format::fixed);
    if (error != std::errc{} || !(value >= 0 && value <= most)) return false;  // "nan" is read too
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return true;
  }
  bool percentage() { return number(100) && skip("%"); }
  /// '#' and its digits; how many of them.
  std::size_t hex() {
    if (!rest_.starts_with('#')) return 0;
    const auto end = std::find_if_not(rest_.begin() + 1, rest_.end(), is_hex_digit);
    const auto digits = static_cast<std::size_t>(end - rest_.begin()) - 1;
    rest_.remove_prefix(digits + 1);
    return digits;
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

Colour hex_notation(std::string_view text) {
  Scanner scan{text};
  const std::size_t digits = scan.hex();
  if (!scan.at_end()) return Colour::none;
  if (digits == 6 || digits == 8) return Colour::hex;
  return digits == 3 || digits == 4 ? Colour::later_hex : Colour::none;
}

/// What stands between the brackets of cmyk and cmyka, `most` figures at most.
Colour ink_notation(Scanner& scan, int most, Colour plain) {
  bool percent = false;
  int figures = 0;
  do {
    if (!scan.number(100)) return Colour::none;
    percent = scan.skip("%") || percent;
    ++figures;
  } while (figures < most && scan.skip(","));
  if (figures < 4 || !scan.skip(")")) return Colour::none;
  return percent ? Colour::later_cmyk : plain;
}

Colour ink_notation(std::string_view text) {
  Scanner scan{text};
  Colour found = Colour::none;
  if (scan.skip("cmyka(")) {
    found = ink_notation(scan, 5, Colour::cmyka);
  } else if (scan.skip("cmyk(")) {
    found = ink_notation(scan, 4, Colour::later_cmyk);
  }
  return scan.at_end() ? found : Colour::none;
}

/// One ",offset% colour opacity"; the kind of its colour.
Colour stop_notation(Scanner& scan) {
  if (!scan.skip(",") || !scan.percentage() || !scan.skip(" ")) return Colour::none;
  Colour found = Colour::none;
  if (scan.skip("cmyk(")) {
    found = ink_notation(scan, 4, Colour::later_cmyk);
  } else {
    const std::size_t digits = scan.hex();
    if (digits == 6) found = Colour::hex;
    if (digits == 3) found = Colour::later_hex;
  }
  return scan.skip(" ") && scan.number(1) ? found : Colour::none;
}

Colour gradient_notation(std::string_view text) {
  Scanner scan{text};
  const bool radial = scan.skip("radial-gradient(");
  if (!radial && !scan.skip("linear-gradient(")) return Colour::none;
  const int figures = radial ? 3 : 4;
  for (int i = 0; i < figures; ++i) {
    if ((i > 0 && !scan.skip(" ")) || !scan.percentage()) return Colour::none;
  }
  int stops = 0;
  bool later = radial;
  while (!scan.skip(")")) {
    const Colour stop = stop_notation(scan);
    if (stop == Colour::none || ++stops > 8) return Colour::none;
    later = later || stop != Colour::hex;
  }
  if (stops < 2 || !scan.at_end()) return Colour::none;
  return later || stops > 2 ? Colour::later_gradient : Colour::gradient;
}

}  // namespace

Colour colour_notation(std::string_view text) {
  if (text.starts_with('#')) return hex_notation(text);
  if (text.starts_with("cmyk")) return ink_notation(text);
  return gradient_notation(text);
}

bool is_web_address(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!same_ignoring_case(text.substr(0, scheme.size()), scheme)) continue;
    const std::string_view rest = text.substr(scheme.size());
    const bool clean = std::ranges::all_of(rest, [](char c) {
      constexpr std::string_view bad = " \"<>\\^`{|}";
      return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F &&
             bad.find(c) == std::string_view::npos;
    });
    // Paths are taken as people write them; where the host and its port stand no reader bends the grammar.
    const auto authority = boost::urls::parse_authority(rest.substr(0, rest.find_first_of("/?#")));
    return clean && authority && !authority->host().empty();
  }
  return false;
}

std::size_t words_of_prompt(std::string_view text) {
  for (std::size_t comma = text.rfind(','); comma != std::string_view::npos; comma = text.rfind(',')) {
    std::string_view last = text.substr(comma + 1);
    while (last.starts_with(' ')) last.remove_prefix(1);
    if (!is_web_address(last)) break;
    text = text.substr(0, comma);
  }
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    words += !blank && !inside ? 1U : 0U;
    inside = !blank;
  }
  return words;
}

std::optional<std::string_view> color_profile_id(std::string_view name) {
  for (const ColorProfile& profile : color_profiles) {
    const std::string_view full = profile.name;
    const std::string_view brief = full.starts_with("CMYK ") ? full.substr(5) : full;
    if (same_ignoring_case(name, full) || same_ignoring_case(name, brief)) return profile.id;
  }
  return std::nullopt;
}

Fit padding_fit(std::string_view text) {
  constexpr double most = 1e6;
  Scanner scan{text};
  Fit fit = Fit::exact;
  for (int i = 0; i < 2; ++i) {
    if (i > 0 && scan.at_end()) return fit;
    if ((i > 0 && !scan.skip(" ")) || !scan.number(most)) return Fit::none;
    if (scan.skip("px")) fit = Fit::loose;
  }
  return scan.at_end() ? fit : Fit::none;
}

Fit base64_fit(std::string_view text) {
  constexpr std::string_view strict = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::string_view loose = "-_ \t\r\n";
  std::string_view body = text;
  while (body.ends_with('=') && text.size() - body.size() < 2) body.remove_suffix(1);
  if (body.empty()) return Fit::none;
  Fit fit = text.size() % 4 == 0 ? Fit::exact : Fit::loose;
  for (std::size_t at = body.find_first_not_of(strict); at != std::string_view::npos;
       at = body.find_first_not_of(strict, at + 1)) {
    if (loose.find(body[at]) == std::string_view::npos) return Fit::none;
    fit = Fit::loose;
  }
  return fit;
}

Fit data_uri_fit(std::string_view text) {
  const std::size_t comma = text.find(',');
  const bool headed = text.starts_with("data:") && comma != std::string_view::npos &&
                      text.substr(0, comma).ends_with(";base64");
  return headed ? base64_fit(text.substr(comma + 1)) : Fit::none;
}

Fit click_tag_fit(std::string_view text) {
  const std::size_t end = text.starts_with('[') ? text.find(']') : std::string_view::npos;
  if (is_web_address(end == std::string_view::npos ? text : text.substr(end + 1))) return Fit::exact;
  const bool like_one =
      text.find("://") != std::string_view::npos || text.find_first_of("[{%$") != std::string_view::npos;
  return like_one ? Fit::loose : Fit::none;
}

}  // namespace pressrun::api
