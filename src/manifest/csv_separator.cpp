#include "manifest/csv_separator.hpp"

#include <array>
#include <vector>

namespace pressrun::manifest {
namespace {

/// Cells of each record. The last may be cut off, and is left out unless it is the only one.
std::vector<std::size_t> cells_by(char separator, const std::deque<std::string>& lines) {
  std::vector<std::size_t> records;
  std::size_t cells = 1;
  bool quoted = false;
  bool starts_cell = true;
  for (const std::string& line : lines) {
    if (!quoted && line.find_first_not_of(" \t") == std::string::npos) continue;
    for (const char c : line) {
      if (c == '"' && (quoted || starts_cell)) {
        quoted = !quoted;  // a doubled one closes and opens again
      } else if (c == separator && !quoted) {
        ++cells;
      }
      starts_cell = !quoted && (c == separator || (starts_cell && c == ' ') || c == '"');
    }
    if (quoted) continue;
    records.push_back(cells);
    cells = 1;
    starts_cell = true;
  }
  if (records.empty()) records.push_back(cells);
  return records;
}

struct Score {
  bool separates = false;
  std::size_t alike = 0;  ///< records with as many cells as the first, in per cent
  std::size_t cells = 0;

  bool operator>(const Score& other) const {
    if (separates != other.separates) return separates;
    return alike != other.alike ? alike > other.alike : cells > other.cells;
  }
};

Score score_of(char separator, const std::deque<std::string>& lines) {
  const auto records = cells_by(separator, lines);
  Score score{records.front() > 1, 0, records.front()};
  std::size_t alike = 0;
  for (const std::size_t cells : records) alike += cells == records.front() ? 1U : 0U;
  score.alike = records.size() == 1 ? 100 : (alike - 1) * 100 / (records.size() - 1);
  return score;
}

}  // namespace

char guess_separator(const std::deque<std::string>& lines) {
  constexpr std::array<char, 3> candidates{',', ';', '\t'};
  char best = ',';
  Score best_score;
  for (const char candidate : candidates) {
    const Score score = score_of(candidate, lines);
    if (!score.separates || !(score > best_score)) continue;
    best = candidate;
    best_score = score;
  }
  if (!best_score.separates && score_of('|', lines).separates && score_of('|', lines).alike == 100)
    return '|';
  return best;
}

}  // namespace pressrun::manifest
