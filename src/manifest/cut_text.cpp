#include "manifest/cut_text.hpp"

#include "pressrun/domain/text.hpp"

#include <algorithm>

namespace pressrun::manifest {
namespace {

constexpr std::string_view yaml_blanks = " \t";

std::string in_marks(std::string_view text) { return "'" + std::string(text) + "'"; }

std::size_t first_of_content(std::string_view line, std::size_t from = 0) {
  return std::min(line.find_first_not_of(yaml_blanks, from), line.size());
}

}  // namespace

SourcePos CutText::place(RawPlace raw) const {
  std::string_view before = line(raw.line).substr(0, raw.byte);
  std::uint32_t column = 1;
  for (; !before.empty(); ++column) take_code_point(before);
  return {file_, static_cast<std::uint32_t>(raw.line), column};
}

/// Follows a scalar through its lines: YAML folds what it breaks over several.
std::optional<RawPlace> CutText::end_of_plain(std::string_view text, RawPlace at) const {
  while (first_of_content(line(at.line), at.byte) < line(at.line).size()) {
    at.byte = first_of_content(line(at.line), at.byte);
    const char c = line(at.line)[at.byte];
    if (c != '&' && c != '!') break;  // an anchor or a tag
    at.byte = std::min(line(at.line).find_first_of(yaml_blanks, at.byte), line(at.line).size());
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view here = line(at.line);
    const bool at_end = first_of_content(here, std::min(at.byte, here.size())) == here.size();
    if ((text[i] == ' ' || text[i] == '\n') && at_end) {
      while (i + 1 < text.size() && text[i + 1] == '\n') ++i;
      constexpr std::size_t most_lines = 1000;
      for (std::size_t skipped = 0; skipped < most_lines; ++skipped) {
        at = {at.line + 1, first_of_content(line(at.line + 1))};
        if (at.byte < line(at.line).size()) break;
      }
    } else if (at.byte < here.size() && here[at.byte] == text[i]) {
      ++at.byte;
    } else {
      return std::nullopt;
    }
  }
  return at;
}

/// Where a `#` stands behind blanks, with a word right behind it: `# a comment` has a blank there.
std::optional<RawPlace> CutText::word_in_comment(RawPlace from, std::size_t most_blanks) const {
  const std::string_view here = line(from.line);
  if (from.byte >= here.size()) return std::nullopt;
  const std::size_t mark = first_of_content(here, from.byte);
  if (mark == from.byte || mark - from.byte > most_blanks || mark + 1 >= here.size()) return std::nullopt;
  const bool word =
      here[mark] == '#' && std::string_view(" \t#!-=").find(here[mark + 1]) == std::string_view::npos;
  return word ? std::optional(RawPlace{from.line, mark}) : std::nullopt;
}

void CutText::behind_plain(std::string_view text, RawPlace start, const std::string& path) {
  const auto end = end_of_plain(text, start);
  // Comments that are lined up stand further off.
  auto mark = end ? word_in_comment(*end, 1) : std::nullopt;
  if (!mark && end) {  // "#1" is no comment anywhere
    mark = word_in_comment(*end, 2);
    const char next = mark ? line(mark->line)[mark->byte + 1] : ' ';
    if (next < '0' || next > '9') mark.reset();
  }
  if (!mark) return;
  const std::string_view rest = line(mark->line).substr(mark->byte);
  findings_.lint("cut-text", place(*mark), path,
                 "the text ends before '#': " + in_marks(rest.substr(0, 60)) + " is a comment, " +
                     in_marks(text.substr(0, 60)) + " is all that is sent",
                 "quote the whole text, or write a blank behind '#'");
}

void CutText::without_value(std::string_view key, RawPlace start, const std::string& path) {
  std::optional<RawPlace> from = start;
  if (!key.empty()) {
    from = end_of_plain(key, start);
    if (!from || !line(from->line).substr(from->byte).starts_with(':')) return;
  }
  from->byte += 1;  // the colon, or the dash
  const auto mark = word_in_comment(*from, 100);
  if (!mark) return;
  findings_.lint(
      "cut-text", place(*mark), path,
      in_marks(line(mark->line).substr(mark->byte).substr(0, 60)) + " is a comment: there is no value here",
      "quote a text that starts with '#', or write a blank behind '#'");
}

std::optional<std::string> CutText::key_without_colon(std::string_view key, RawPlace start,
                                                      std::string_view before, const std::string& path) {
  const auto end = end_of_plain(key, start);
  if (!end) return std::nullopt;
  RawPlace next = *end;
  while (first_of_content(line(next.line), std::min(next.byte, line(next.line).size())) ==
         line(next.line).size()) {
    if (line(next.line + 1).empty()) return std::nullopt;
    next = {next.line + 1, 0};
  }
  if (line(next.line)[first_of_content(line(next.line), next.byte)] == ':') return std::nullopt;
  const bool rest = !before.empty();
  const bool tight = start.byte > 0 && line(start.line)[start.byte - 1] == ',';
  std::string whole = std::string(before) + (rest ? tight ? "," : ", " : "") + std::string(key);
  findings_.error(
      place(start), path,
      in_marks(key) + " has no value" +
          (rest ? ": a comma ends a text within '{ }', so " + in_marks(before) + " is cut off here" : ""),
      rest ? "quote the whole text: \"" + whole + "\""
           : "write 'key: value', or quote a text that starts with '{'");
  return whole;
}

}  // namespace pressrun::manifest
