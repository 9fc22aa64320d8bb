#include "api/text.hpp"
#include "pressrun/api/names.hpp"
#include "pressrun/domain/suggest.hpp"

namespace pressrun::api {
namespace {

constexpr std::size_t most_hints = 500;
const std::vector<std::size_t> nothing;

}  // namespace

void NameIndex::add(const std::string& name, std::size_t item) {
  std::vector<std::size_t>& same = exact_[name];
  if (same.empty()) names_.push_back(name);
  same.push_back(item);
  folded_[lower(name)].push_back(item);
}

const std::vector<std::size_t>& NameIndex::find(std::string_view name) const {
  if (const auto found = exact_.find(std::string{name}); found != exact_.end()) return found->second;
  const auto found = folded_.find(lower(name));
  return found == folded_.end() ? nothing : found->second;
}

std::string NameIndex::hint(std::string_view name) const {
  if (const auto known = hints_.find(name); known != hints_.end()) return known->second;
  if (hints_.size() >= most_hints) return "";
  const auto near = nearest(name, names_);
  std::string text = near ? "did you mean '" + *near + "'?" : "";
  hints_.emplace(name, text);
  return text;
}

}  // namespace pressrun::api
