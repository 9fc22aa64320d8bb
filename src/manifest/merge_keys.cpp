#include "manifest/merge_keys.hpp"

#include <algorithm>
#include <vector>

namespace pressrun::manifest {
namespace {

void add_missing(Mapping& members, const Mapping& from) {
  for (const Member& member : from) {
    if (std::ranges::find(members, member.key, &Member::key) == members.end()) members.push_back(member);
  }
}

}  // namespace

bool merge_key(Mapping& members, const Value& from) {
  if (const Mapping* one = from.mapping()) {
    add_missing(members, *one);
    return true;
  }
  const Sequence* several = from.sequence();
  if (several == nullptr) return false;
  if (!std::ranges::all_of(*several, [](const Value& item) { return item.mapping() != nullptr; }))
    return false;
  for (const Value& item : *several) add_missing(members, *item.mapping());
  return true;
}

const Member* repeated_key(const Mapping& members) {
  std::vector<const Member*> sorted;
  sorted.reserve(members.size());
  for (const Member& member : members) sorted.push_back(&member);
  std::ranges::stable_sort(sorted, {},
                           [](const Member* member) -> const std::string& { return member->key; });
  const auto found =
      std::ranges::adjacent_find(sorted, {}, [](const Member* m) -> const std::string& { return m->key; });
  return found == sorted.end() ? nullptr : *std::next(found);
}

}  // namespace pressrun::manifest
