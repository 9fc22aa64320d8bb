#include "pressrun/manifest/review.hpp"

#include "manifest/findings.hpp"
#include "manifest/rows.hpp"
#include "pressrun/domain/suggest.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <utility>

namespace pressrun::manifest {
namespace {

const std::vector<std::string>& review_verdicts() {
  static const std::vector<std::string> words{"approved", "approved with changes", "rejected", "comment"};
  return words;
}

std::string small_trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  std::string small{text};
  std::ranges::transform(small, small.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return small;
}

/// Takes off the apostrophe that kept a spreadsheet from running the cell.
std::string as_written(const std::string& cell) {
  if (!cell.starts_with('\'')) return cell;
  std::string_view rest = cell;
  rest.remove_prefix(1);
  std::string_view behind = rest;
  if (rest.empty()) return cell;
  constexpr std::u32string_view starts = U"'=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
  const char32_t first = take_code_point(behind);
  return starts.find(first) == std::u32string_view::npos ? cell : std::string{rest};
}

std::string cell_of(const Row& row, std::string_view column) {
  const Value* value = row.value.find(column);
  const Scalar* scalar = value == nullptr ? nullptr : value->scalar();
  return scalar == nullptr ? std::string{} : as_written(scalar->text);
}

void take_row(const Row& row, Review& review, Findings& findings) {
  const std::string verdict = small_trimmed(cell_of(row, "verdict"));
  if (std::ranges::find(review_verdicts(), verdict) == review_verdicts().end()) {
    const auto near = nearest(verdict, review_verdicts());
    findings.row_error("verdict", {Severity::error,
                                   row.at,
                                   "verdict",
                                   "'" + verdict +
                                       "' is no verdict: approved, approved with changes, "
                                       "rejected, comment",
                                   near ? "did you mean '" + *near + "'?" : "",
                                   {},
                                   1});
    return;
  }
  const std::string key = cell_of(row, "key");
  if (key.empty() || (verdict != "rejected" && verdict != "approved with changes")) return;
  review.again[key].push_back({cell_of(row, "format"), cell_of(row, "picture")});
}

}  // namespace

Review read_review(std::unique_ptr<ByteStream> bytes, const std::string& file) {
  Review review;
  Findings findings(std::make_shared<Texts>());
  const auto name = std::make_shared<const std::string>(file);
  try {
    const auto rows = read_csv(std::move(bytes), name, false, findings);
    const std::vector<std::string>* columns = rows ? rows->columns() : nullptr;
    for (const char* column : {"key", "format", "verdict"}) {
      const bool has = columns != nullptr && std::ranges::find(*columns, column) != columns->end();
      if (!has && !findings.diagnostics.has_errors())
        findings.error({name, 1, 0}, column,
                       std::string{"this is no review: it has no column '"} + column + "'",
                       "a report's page writes one: 'Save review'");
    }
    if (!findings.diagnostics.has_errors())
      while (const auto row = rows->next(findings)) take_row(*row, review, findings);
  } catch (const std::system_error& error) {
    findings.error({name, 0, 0}, {}, "cannot be read: " + error.code().message());
  }
  review.diagnostics = std::move(findings.diagnostics);
  return review;
}

}  // namespace pressrun::manifest
