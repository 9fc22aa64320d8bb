#include "pressrun/report/fold.hpp"

#include "pressrun/domain/columns.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <vector>

namespace pressrun::report {
namespace {

constexpr std::size_t hanging = 4;
constexpr std::size_t least_room = 20;   // narrower, folding makes it worse
constexpr std::size_t said_before = 20;  // letters that stand before the first difference

std::vector<char32_t> letters_of(std::string_view text) {
  std::vector<char32_t> letters;
  while (!text.empty()) letters.push_back(take_code_point(text));
  return letters;
}

std::string text_of(const std::vector<char32_t>& letters, std::size_t from, std::size_t to) {
  std::string text;
  for (std::size_t i = from; i < to; ++i) append_utf8(text, letters[i]);
  return text;
}

std::string cut(const std::vector<char32_t>& letters, std::size_t from, std::size_t most) {
  const std::size_t to = std::min(letters.size(), from + most);
  return (from > 0 ? "…" : "") + text_of(letters, from, to) + (to < letters.size() ? "…" : "");
}

std::string folded_line(std::string_view line, std::size_t width) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  if (pressrun::columns(line) <= width || indent + hanging + least_room > width) return std::string{line};
  std::string text{line.substr(0, indent)};
  std::size_t used = indent;
  bool is_first = true;
  for (std::string_view rest = line.substr(indent); !rest.empty();) {
    const std::size_t blank = std::min(rest.find(' '), rest.size());
    const std::size_t end = std::min(rest.find_first_not_of(' ', blank), rest.size());
    const std::string_view word = rest.substr(0, blank);
    if (!is_first && used + pressrun::columns(word) > width) {
      while (text.ends_with(' ')) text.pop_back();
      text += "\n" + std::string(indent + hanging, ' ');
      used = indent + hanging;
    }
    text += rest.substr(0, end);
    used += pressrun::columns(word) + end - blank;
    rest.remove_prefix(end);
    is_first = false;
  }
  return text;
}

}  // namespace

std::string folded(std::string_view text, std::size_t width) {
  std::string all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    all += folded_line(text.substr(0, end), width);
    if (end < text.size()) all += "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

CutPair around_difference(std::string_view before, std::string_view now, std::size_t most) {
  const std::vector<char32_t> old = letters_of(before);
  const std::vector<char32_t> fresh = letters_of(now);
  const auto [first, other] = std::ranges::mismatch(old, fresh);
  std::size_t from = static_cast<std::size_t>(first - old.begin());
  const bool is_short = std::max(old.size(), fresh.size()) <= most;
  from = is_short || from <= said_before + 1 ? 0 : from - said_before;
  return {cut(old, from, most), cut(fresh, from, most)};
}

std::string beginning_of(std::string_view text, std::size_t most) {
  const std::vector<char32_t> letters = letters_of(text);
  if (letters.size() <= most) return std::string{text};
  return text_of(letters, 0, most) + "… (" + std::to_string(letters.size()) + " letters)";
}

}  // namespace pressrun::report
