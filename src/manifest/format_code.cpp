#include "manifest/format_code.hpp"

#include <algorithm>
#include <charconv>

namespace pressrun::manifest {
namespace {

bool is_elapsed(std::string_view inside) {
  if (inside.empty() || std::string_view("hHmMsS").find(inside.front()) == std::string_view::npos)
    return false;
  return std::ranges::all_of(inside, [&](char c) { return (c | 0x20) == (inside.front() | 0x20); });
}

FormatLiteral bracketed(std::string_view inside) {
  FormatLiteral made;
  if (is_elapsed(inside)) {
    made.elapsed = inside;
    for (char& c : made.elapsed) c = static_cast<char>(c | 0x20);
  } else if (inside.starts_with('$')) {  // [$€-407]
    const auto dash = std::min(inside.find('-'), inside.size());
    made.text = inside.substr(1, dash - 1);
    const std::string_view number = inside.substr(std::min(dash + 1, inside.size()));
    std::from_chars(number.data(), number.data() + number.size(), made.language, 16);
    made.language &= 0xFFFFU;  // what stands before it says which digits
  }
  return made;  // a colour, a condition: nothing to print
}

struct Condition {
  std::string_view sign;
  double limit = 0;

  [[nodiscard]] bool holds(double number) const {
    if (sign == ">") return number > limit;
    if (sign == ">=") return number >= limit;
    if (sign == "<") return number < limit;
    if (sign == "<=") return number <= limit;
    return sign == "=" ? number == limit : number != limit;
  }
};

std::optional<Condition> condition_of(std::string_view section) {
  while (section.starts_with('[')) {
    const auto end = section.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view inside = section.substr(1, end - 1);
    const std::size_t size = std::min(inside.find_first_not_of("<>="), inside.size());
    Condition made{inside.substr(0, size), 0};
    const std::string_view limit = inside.substr(size);
    const auto read = std::from_chars(limit.data(), limit.data() + limit.size(), made.limit);
    if (size > 0 && read.ec == std::errc{}) return made;
    section.remove_prefix(end + 1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<FormatLiteral> take_literal(std::string_view& code) {
  FormatLiteral made;
  const char c = code.front();
  if (c == '"') {
    const auto end = std::min(code.find('"', 1), code.size());
    made.text = code.substr(1, end - 1);
    code.remove_prefix(std::min(end + 1, code.size()));
  } else if (c == '\\' && code.size() > 1) {
    std::size_t size = 2;
    while (size < code.size() && (static_cast<unsigned char>(code[size]) & 0xC0U) == 0x80U) ++size;
    made.text = code.substr(1, size - 1);
    code.remove_prefix(size);
  } else if (c == '[') {
    const auto end = std::min(code.find(']'), code.size());
    made = bracketed(code.substr(1, end - 1));
    code.remove_prefix(std::min(end + 1, code.size()));
  } else if ((c == '_' || c == '*') && code.size() > 1) {  // room as wide as a letter; what fills the cell
    if (c == '_') made.text = " ";
    code.remove_prefix(1);
    std::size_t size = 1;
    while (size < code.size() && (static_cast<unsigned char>(code[size]) & 0xC0U) == 0x80U) ++size;
    code.remove_prefix(size);
  } else {
    return std::nullopt;
  }
  return made;
}

std::vector<std::string_view> format_sections(std::string_view code) {
  std::vector<std::string_view> out;
  std::size_t from = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '"') quoted = !quoted;
    if (code[i] == '\\' && !quoted) {
      ++i;
    } else if (code[i] == ';' && !quoted) {
      out.push_back(code.substr(from, i - from));
      from = i + 1;
    }
  }
  out.push_back(code.substr(std::min(from, code.size())));
  return out;
}

ChosenSection section_for(double number, std::string_view code) {
  std::vector<std::string_view> all = format_sections(code);
  if (all.size() > 1 && all.back().find('@') != std::string_view::npos) all.pop_back();  // of texts
  bool conditional = false;
  for (std::size_t i = 0; i < all.size() && i < 2; ++i) {
    const auto condition = condition_of(all[i]);
    conditional = conditional || condition;
    if (condition && condition->holds(number))
      return {all[i], condition->sign.starts_with('<') && condition->limit <= 0};
  }
  if (conditional) return {all.back(), false};
  if (number < 0 && all.size() > 1) return {all[1], true};
  if (number == 0 && all.size() > 2) return {all[2], false};
  return {all.front(), false};
}

bool shows_date(std::string_view section) {
  if (section == "General" || section.empty()) return false;
  while (!section.empty()) {
    if (section.starts_with("General")) return false;
    if (const auto literal = take_literal(section)) {
      if (!literal->elapsed.empty()) return true;
      continue;
    }
    if (std::string_view("yYmMdDhHsS").find(section.front()) != std::string_view::npos) return true;
    section.remove_prefix(1);
  }
  return false;
}

}  // namespace pressrun::manifest
