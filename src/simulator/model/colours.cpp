#include "simulator/model/colours.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace pressrun::simulator {
namespace {

/// Reads a notation from left to right; every step answers whether it fitted.
class ColourReader {
 public:
  explicit ColourReader(std::string_view text) : rest_(text) {}

  bool literal(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  bool number(double min, double max) {
    const auto value = number();
    return value && *value >= min && *value <= max;
  }
  bool percent() { return number(0, 100) && literal("%"); }
  bool hex() {
    if (!literal("#") || rest_.size() < 6) return false;
    const std::string_view six = rest_.substr(0, 6);
    rest_.remove_prefix(6);
    return std::ranges::all_of(six, is_digit);
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }

  static bool is_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
  std::optional<double> number() {
    double value = 0;
    const auto [end, error] =
        std::from_chars(rest_.data(), rest_.data() + rest_.size(), value, std::chars_format::fixed);
    if (error != std::errc{}) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

 private:
  std::string_view rest_;
};

bool is_hex(std::string_view text) {
  if (text.size() != 7 && text.size() != 9) return false;
  return text[0] == '#' && std::ranges::all_of(text.substr(1), ColourReader::is_digit);
}

bool is_cmyka(std::string_view text) {
  ColourReader reader{text};
  if (!reader.literal("cmyka(") || !reader.number(0, 100)) return false;
  for (int i = 0; i < 3; ++i) {
    if (!reader.literal(",") || !reader.number(0, 100)) return false;
  }
  if (reader.literal(",") && !reader.number(0, 100)) return false;
  return reader.literal(")") && reader.done();
}

bool stop(ColourReader& reader) {
  return reader.literal(",") && reader.percent() && reader.literal(" ") && reader.hex() &&
         reader.literal(" ") && reader.number(0, 1);
}

bool is_gradient(std::string_view text) {
  ColourReader reader{text};
  if (!reader.literal("linear-gradient(") || !reader.percent()) return false;
  for (int i = 0; i < 3; ++i) {
    if (!reader.literal(" ") || !reader.percent()) return false;
  }
  return stop(reader) && stop(reader) && reader.literal(")") && reader.done();
}

}  // namespace

bool is_colour(std::string_view text, Colours allowed, bool print) {
  if (is_hex(text)) return true;
  const bool cmyka = allowed == Colours::hex_or_cmyka || (print && allowed != Colours::hex);
  if (cmyka && is_cmyka(text)) return true;
  return allowed == Colours::any && is_gradient(text);
}

bool is_transparent(std::string_view colour) {
  if (is_hex(colour)) return colour.size() == 9 && !(colour.ends_with("FF") || colour.ends_with("ff"));
  if (!is_cmyka(colour) || std::ranges::count(colour, ',') != 4) return false;
  ColourReader alpha{colour.substr(colour.rfind(',') + 1)};
  return alpha.number().value_or(100) < 100;
}

}  // namespace pressrun::simulator
