#include "manifest/combination.hpp"

#include "manifest/keys.hpp"

#include <algorithm>
#include <array>

namespace pressrun::manifest {
namespace {

/// A column that names the row by custom; else its number, since any other may repeat.
std::string row_label(const Row& row, std::size_t number) {
  constexpr std::array<std::string_view, 3> names{"key", "id", "sku"};
  for (const std::string_view name : names) {
    for (const Member& member : *row.value.mapping()) {
      if (!is_word(member.key, name) || member.value.scalar() == nullptr) continue;
      if (std::string label = label_of(member.value.scalar()->text); !label.empty()) return label;
    }
  }
  return std::to_string(number);
}

}  // namespace

bool Combination::advance() {
  for (std::size_t axis = chosen_.size(); axis-- > 0;) {
    if (++chosen_[axis] < entry_->axes[axis].values.size()) return true;
    chosen_[axis] = 0;
  }
  if (++variant_ < entry_->variants.size()) return true;
  variant_ = 0;
  return false;
}

void enter(Scope& scope, const Entry& entry, const Combination& chosen) {
  for (std::size_t i = 0; i < entry.axes.size(); ++i) scope.set(entry.axes[i].name, chosen.value(i));
  if (entry.has_variants) scope.set("variant", chosen.variant().label);
  if (const auto& take = chosen.variant().take) {
    scope.set("take", *take);
  } else if (take_axis(entry) == nullptr) {
    scope.remove("take");  // the variant before may have had one
  }
}

const Axis* take_axis(const Entry& entry) {
  const auto axis = std::ranges::find(entry.axes, "take", &Axis::name);
  return axis == entry.axes.end() ? nullptr : &*axis;
}

std::string take_of_matrix(const Entry& entry, const Combination& chosen) {
  const Axis* axis = take_axis(entry);
  return axis == nullptr ? std::string{}
                         : axis->takes[chosen.index(static_cast<std::size_t>(axis - entry.axes.data()))];
}

Mapping variables_of(const Entry& entry, const Combination& chosen, const Row* row, const Value* take) {
  Mapping out;
  if (entry.has_variants) out.push_back({"variant", chosen.variant().label, chosen.variant().label.at});
  for (std::size_t i = 0; i < entry.axes.size(); ++i)
    out.push_back({entry.axes[i].name, chosen.value(i), chosen.value(i).at});
  if (take != nullptr) out.push_back({"take", *take, take->at});
  if (row == nullptr) return out;
  const std::size_t own = out.size();
  for (const Member& member : *row->value.mapping()) {
    const auto end = out.begin() + static_cast<std::ptrdiff_t>(own);
    const bool taken = std::ranges::find(out.begin(), end, member.key, &Member::key) != end;
    out.push_back({taken ? "row." + member.key : member.key, member.value, member.key_at});
  }
  return out;
}

std::string key_from_values(const Entry& entry, const Combination& chosen, const Row* row,
                            std::size_t row_number, const Value* take) {
  std::string key;
  const auto add = [&](const std::string& part) { key += (key.empty() || part.empty() ? "" : "-") + part; };
  if (row != nullptr) add(row_label(*row, row_number));
  if (entry.has_variants) add(label_of(chosen.variant().label));
  for (std::size_t i = 0; i < entry.axes.size(); ++i) add(chosen.label(i));
  if (take != nullptr) add(label_of(*take));
  return key.empty() ? "1" : key;
}

}  // namespace pressrun::manifest
