#include "simulator/assets/colour.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace pressrun::simulator {
namespace {

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

double channel(std::string_view digits) {
  unsigned value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return digits.size() == 1 ? value / 15.0 : value / 255.0;
}

std::optional<Colour> from_hex(std::string_view digits) {
  const auto end = std::find_if_not(digits.begin(), digits.end(), is_hex);
  digits = digits.substr(0, static_cast<std::size_t>(end - digits.begin()));
  if (digits.size() == 3)
    return Colour{channel(digits.substr(0, 1)), channel(digits.substr(1, 1)), channel(digits.substr(2, 1))};
  if (digits.size() != 6 && digits.size() != 8) return std::nullopt;
  Colour colour{channel(digits.substr(0, 2)), channel(digits.substr(2, 2)), channel(digits.substr(4, 2))};
  if (digits.size() == 8) colour.alpha = channel(digits.substr(6, 2));
  return colour;
}

std::optional<Colour> from_cmyka(std::string_view arguments) {
  std::array<double, 5> parts{0, 0, 0, 0, 100};
  std::size_t count = 0;
  const char* at = arguments.data();
  const char* const end = at + arguments.size();
  while (count < parts.size() && at < end) {
    while (at < end && (*at == ' ' || *at == ',')) ++at;
    const auto [next, failed] = std::from_chars(at, end, parts[count]);
    if (failed != std::errc{}) break;
    parts[count] = std::clamp(parts[count] / 100, 0.0, 1.0);
    ++count;
    at = next;
    while (at < end && *at == '%') ++at;
  }
  if (count < 4) return std::nullopt;
  const double light = 1 - parts[3];
  return Colour{(1 - parts[0]) * light, (1 - parts[1]) * light, (1 - parts[2]) * light,
                count == 5 ? parts[4] : 1.0};
}

}  // namespace

std::optional<Colour> colour_in(std::string_view text) {
  const std::size_t hash = text.find('#');
  if (hash != std::string_view::npos) return from_hex(text.substr(hash + 1));
  const std::size_t cmyka = text.find("cmyka(");
  if (cmyka != std::string_view::npos) return from_cmyka(text.substr(cmyka + 6));
  return std::nullopt;
}

double luminance(const Colour& colour) {
  return 0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue;
}

Colour readable_on(const Colour& background) {
  return luminance(background) > 0.55 ? Colour{0.11, 0.15, 0.2} : Colour{1, 1, 1};
}

Colour mixed(const Colour& a, const Colour& b, double share) {
  const auto mix = [share](double x, double y) { return x + (y - x) * share; };
  return {mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue), mix(a.alpha, b.alpha)};
}

}  // namespace pressrun::simulator
