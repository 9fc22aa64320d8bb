#include "pressrun/app/selection.hpp"

#include "pressrun/domain/suggest.hpp"

#include <algorithm>

namespace pressrun::app {
namespace {

constexpr std::string_view status_prefix = "status:";

const std::vector<std::string>& status_names() {
  static const std::vector<std::string> names{"planned", "submitting", "rendering", "succeeded", "partial",
                                              "failed",  "in_doubt",   "dropped",   "pending"};
  return names;
}

bool matches(const std::string& expression, const manifest::Review& review, const JobKey& key,
             JobStatus status) {
  if (names_review(expression)) return review.again.contains(key.text);
  if (!expression.starts_with(status_prefix)) return glob_matches(expression, key.text);
  const std::string_view name = std::string_view{expression}.substr(status_prefix.size());
  return name == to_string(status) || name == results_status(status);
}

bool any_matches(const std::vector<std::string>& expressions, const manifest::Review& review,
                 const JobKey& key, JobStatus status) {
  return std::ranges::any_of(expressions,
                             [&](const std::string& e) { return matches(e, review, key, status); });
}

}  // namespace

bool names_review(std::string_view expression) { return expression.starts_with('@'); }

bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;  // the last `*` seen; what it stands for grows from `resume`
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::optional<std::string> Selection::complaint(const std::string& expression) {
  if (expression.empty()) return "an expression cannot be empty";
  if (expression == "@") return "'@' needs the file of a review behind it";
  if (!expression.starts_with(status_prefix)) return std::nullopt;
  const std::string name = expression.substr(status_prefix.size());
  if (std::ranges::find(status_names(), name) != status_names().end()) return std::nullopt;
  const auto near = nearest(name, status_names());
  return "unknown status '" + name + "'" + (near ? "; did you mean 'status:" + *near + "'?" : "");
}

bool Selection::asks_for_failed() const {
  return std::ranges::any_of(select, [](const std::string& expression) {
    return expression == "status:failed" || expression == "status:partial";
  });
}

bool Selection::takes(const JobKey& key, JobStatus status) const {
  return (select.empty() || any_matches(select, selected_review, key, status)) &&
         !any_matches(exclude, excluded_review, key, status);
}

const std::vector<manifest::ReviewedPicture>* Selection::reviewed(const JobKey& key) const {
  const auto found = selected_review.again.find(key.text);
  if (found == selected_review.again.end()) return nullptr;
  const bool otherwise = std::ranges::any_of(select, [&](const std::string& expression) {
    if (names_review(expression)) return false;
    return expression.starts_with(status_prefix) || glob_matches(expression, key.text);
  });
  return otherwise ? nullptr : &found->second;
}

}  // namespace pressrun::app
