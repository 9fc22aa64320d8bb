#include "manifest/format_code.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace pressrun::manifest {
namespace {

/// A piece of a section: a placeholder of a digit ('0', '#', '?'), or letters.
struct NumberPart {
  char digit = 0;
  std::string letters;
};

struct NumberCode {
  std::vector<NumberPart> whole;  ///< with what stands before it
  std::vector<NumberPart> fraction;
  std::vector<NumberPart> exponent;
  std::vector<NumberPart> after;
  bool has_point = false;
  bool has_digits = false;
  bool grouped = false;
  bool signed_exponent = false;
  double scale = 1;
  bool is_ratio = false;      ///< "# ?/?"
  std::size_t numerator = 0;  ///< where its digits begin, in `whole`
  long denominator = 0;       ///< as it is written; else the largest
  bool fixed_denominator = false;
};

bool is_placeholder(char c) { return c == '0' || c == '#' || c == '?'; }

std::size_t count_digits(const std::vector<NumberPart>& parts) {
  return static_cast<std::size_t>(
      std::ranges::count_if(parts, [](const NumberPart& part) { return part.digit != 0; }));
}

class NumberCodeReader {
 public:
  explicit NumberCodeReader(std::string_view code) : code_(code) {}

  NumberCode read() {
    while (!code_.empty()) step();
    if (into_ == &made_.whole && !made_.is_ratio) move_what_follows();
    return std::move(made_);
  }

 private:
  void letters(std::string text) {
    std::vector<NumberPart>* to = into_;
    // What stands behind the last digit ends the number.
    if (to != &made_.whole && !placeholder_follows()) to = into_ = &made_.after;
    to->push_back({0, std::move(text)});
  }

  [[nodiscard]] bool placeholder_follows() const { return !code_.empty() && is_placeholder(code_.front()); }

  void step() {
    if (auto literal = take_literal(code_)) return letters(std::move(literal->text));
    const char c = code_.front();
    code_.remove_prefix(1);
    if (is_placeholder(c)) {
      made_.has_digits = true;
      into_->push_back({c, {}});
    } else if (c == '.' && !made_.has_point && into_ == &made_.whole) {
      made_.has_point = true;
      into_ = &made_.fraction;
    } else if (c == ',' && made_.has_digits) {
      comma();
    } else if ((c == 'E' || c == 'e') && !code_.empty() && (code_.front() == '+' || code_.front() == '-')) {
      made_.signed_exponent = code_.front() == '+';
      code_.remove_prefix(1);
      into_ = &made_.exponent;
    } else if (c == '/' && made_.has_digits && !code_.empty()) {
      ratio();
    } else {
      if (c == '%') made_.scale *= 100;
      letters(std::string(1, c));
    }
  }

  /// Between digits it groups by thousands; behind the last it leaves thousands out.
  void comma() {
    std::string_view rest = code_;
    while (rest.starts_with(',')) rest.remove_prefix(1);
    if (!rest.empty() && is_placeholder(rest.front())) {
      made_.grouped = true;
    } else {
      made_.scale /= 1000;
    }
  }

  void ratio() {
    std::size_t size = 0;
    while (size < code_.size() && (is_placeholder(code_[size]) || (code_[size] >= '0' && code_[size] <= '9')))
      ++size;
    const std::string_view below = code_.substr(0, size);
    made_.is_ratio = true;
    made_.fixed_denominator = below.find_first_of("123456789") != std::string_view::npos;
    if (made_.fixed_denominator) {
      std::from_chars(below.data(), below.data() + below.size(), made_.denominator);
    } else {
      for (std::size_t i = 0; i < std::min<std::size_t>(size, 4); ++i)
        made_.denominator = made_.denominator * 10 + 9;
    }
    made_.numerator = made_.whole.size();
    while (made_.numerator > 0 && made_.whole[made_.numerator - 1].digit != 0) --made_.numerator;
    code_.remove_prefix(size);
    into_ = &made_.after;
  }

  void move_what_follows() {
    auto last = std::find_if(made_.whole.rbegin(), made_.whole.rend(),
                             [](const NumberPart& part) { return part.digit != 0; });
    if (last == made_.whole.rend()) return;
    made_.after.assign(last.base(), made_.whole.end());
    made_.whole.erase(last.base(), made_.whole.end());
  }

  std::string_view code_;
  NumberCode made_;
  std::vector<NumberPart>* into_ = &made_.whole;
};

std::string all_letters(const std::vector<NumberPart>& parts) {
  std::string text;
  for (const NumberPart& part : parts) text += part.letters;
  return text;
}

/// Fills the placeholders from the right; what is left of the digits stands at the first of them.
std::string fill_whole(const std::vector<NumberPart>& parts, std::string digits, bool grouped) {
  std::size_t left = count_digits(parts);
  std::string out;  // from its end
  std::size_t written = 0;
  const auto put = [&](char c) {
    if (grouped && written > 0 && written % 3 == 0) out += ',';
    out += c;
    ++written;
  };
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (part->digit == 0) {
      out.append(part->letters.rbegin(), part->letters.rend());
      continue;
    }
    if (!digits.empty()) {
      put(digits.back());
      digits.pop_back();
    } else if (part->digit == '0') {
      put('0');
    }
    if (--left > 0) continue;
    for (; !digits.empty(); digits.pop_back()) put(digits.back());
  }
  return {out.rbegin(), out.rend()};
}

std::string fill_fraction(const std::vector<NumberPart>& parts, std::string digits) {
  std::size_t needed = 0;
  std::size_t seen = 0;
  for (const NumberPart& part : parts) {
    if (part.digit == 0) continue;
    ++seen;
    if (part.digit == '0') needed = seen;
  }
  while (digits.size() > needed && digits.ends_with('0')) digits.pop_back();
  std::string out;
  std::size_t at = 0;
  for (const NumberPart& part : parts) {
    if (part.digit == 0) {
      out += part.letters;
    } else if (at < digits.size()) {
      out += digits[at++];
    }
  }
  return out;
}

struct Digits {
  std::string whole;
  std::string fraction;
};

/// Spreadsheets round what they show of fifteen digits: 0.285 is 0.29 there.
Digits digits_of(double number, std::size_t decimals) {
  std::array<char, 400> buffer{};
  const auto rounded =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number * (1 + 1e-15),
                    std::chars_format::fixed, static_cast<int>(std::min<std::size_t>(decimals, 20)));
  const std::string text(buffer.data(), rounded.ptr);
  const auto dot = std::min(text.find('.'), text.size());
  Digits made{text.substr(0, dot), text.substr(std::min(dot + 1, text.size()))};
  if (made.whole == "0") made.whole.clear();
  return made;
}

std::string plain_number(double number, const NumberCode& code) {
  const Digits digits = digits_of(number, count_digits(code.fraction));
  const std::string fraction = fill_fraction(code.fraction, digits.fraction);
  std::string whole = fill_whole(code.whole, digits.whole, code.grouped);
  const bool point = code.has_point && (!fraction.empty() || code.fraction.empty());
  return whole + (point ? "." : "") + fraction + all_letters(code.after);
}

std::string scientific_number(double number, const NumberCode& code) {
  int exponent = number == 0 ? 0 : static_cast<int>(std::floor(std::log10(number) + 1e-12));
  const auto step = static_cast<int>(std::max<std::size_t>(1, count_digits(code.whole)));
  exponent = static_cast<int>(std::floor(static_cast<double>(exponent) / step)) * step;
  double mantissa = number / std::pow(10.0, exponent);
  Digits digits = digits_of(mantissa, count_digits(code.fraction));
  if (step == 1 && digits.whole.size() > 1) {  // 9.996 is 10.00
    ++exponent;
    mantissa /= 10;
    digits = digits_of(mantissa, count_digits(code.fraction));
  }
  const std::string fraction = fill_fraction(code.fraction, digits.fraction);
  std::string text =
      fill_whole(code.whole, digits.whole, false) + (fraction.empty() ? "" : "." + fraction) + "E";
  if (exponent < 0) text += "-";
  if (exponent >= 0 && code.signed_exponent) text += "+";
  return text + fill_whole(code.exponent, std::to_string(std::abs(exponent)), false) +
         all_letters(code.after);
}

/// The last ratio of the continued fraction whose lower half has room, as spreadsheets take it.
std::pair<long, long> ratio_of(double part, const NumberCode& code) {
  if (code.fixed_denominator)
    return {std::lround(part * static_cast<double>(code.denominator)), code.denominator};
  constexpr double whole_enough = 5e-8;
  std::pair<long, long> before{1, 0};
  std::pair<long, long> found{static_cast<long>(std::floor(part)), 1};
  double rest = part - std::floor(part);
  while (rest > whole_enough) {
    const double turned = 1 / rest;
    const auto step = static_cast<long>(std::floor(turned + 1e-9));
    const std::pair<long, long> next{step * found.first + before.first, step * found.second + before.second};
    if (next.second > code.denominator) break;
    before = std::exchange(found, next);
    rest = turned - static_cast<double>(step);
  }
  return found;
}

std::string ratio_number(double number, const NumberCode& code) {
  const std::vector<NumberPart> before(code.whole.begin(),
                                       code.whole.begin() + static_cast<std::ptrdiff_t>(code.numerator));
  const bool has_whole = count_digits(before) > 0;
  double whole = has_whole ? std::floor(number + 1e-12) : 0;
  auto [above, below] = ratio_of(number - whole, code);
  if (has_whole && above == below) {
    whole += 1;
    above = 0;
  }
  std::string text;
  const bool shows_whole = has_whole && (whole > 0 || above == 0);
  if (shows_whole) text = std::to_string(static_cast<long long>(whole));
  if (above != 0 || !has_whole)
    text += (shows_whole ? " " : "") + std::to_string(above) + "/" + std::to_string(below);
  return text + all_letters(code.after);
}

std::string without_outer_blanks(const std::string& text) {
  const auto from = text.find_first_not_of(' ');
  return from == std::string::npos ? std::string{} : text.substr(from, text.find_last_not_of(' ') - from + 1);
}

}  // namespace

std::optional<std::string> number_by(double number, const ChosenSection& section) {
  if (section.code.empty() || section.code == "@") return std::nullopt;
  const NumberCode code = NumberCodeReader(section.code).read();
  if (!code.has_digits) return without_outer_blanks(all_letters(code.whole) + all_letters(code.after));
  const double shown = std::abs(number) * code.scale;
  if (code.is_ratio && shown > 1e15) return std::nullopt;
  std::string text = code.is_ratio            ? ratio_number(shown, code)
                     : !code.exponent.empty() ? scientific_number(shown, code)
                                              : plain_number(shown, code);
  const bool negative =
      number < 0 && !section.tells_sign && text.find_first_of("123456789") != std::string::npos;
  return (negative ? "-" : "") + without_outer_blanks(text);
}

}  // namespace pressrun::manifest
