#include "simulator/asset_cache.hpp"

namespace pressrun::simulator {

AssetCache::File AssetCache::find_or_make(const std::string& name, const std::function<std::string()>& make) {
  const auto known = by_name_.find(name);
  if (known != by_name_.end()) {
    entries_.splice(entries_.begin(), entries_, known->second);
    return known->second->file;
  }
  File file = std::make_shared<const std::string>(make());
  bytes_ += file->size();
  entries_.push_front({name, file});
  by_name_.emplace(name, entries_.begin());
  drop_old();
  return file;
}

void AssetCache::drop_old() {
  while (bytes_ > most_bytes_ && !entries_.empty()) {
    bytes_ -= entries_.back().file->size();
    by_name_.erase(entries_.back().name);
    entries_.pop_back();
  }
}

}  // namespace pressrun::simulator
