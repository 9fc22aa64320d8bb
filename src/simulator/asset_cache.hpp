#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

namespace pressrun::simulator {

/// Rendered files, the least recently used dropped first.
class AssetCache {
 public:
  using File = std::shared_ptr<const std::string>;

  explicit AssetCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// What `make` throws is passed on, and nothing is kept.
  File find_or_make(const std::string& name, const std::function<std::string()>& make);

  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    std::string name;
    File file;
  };
  void drop_old();

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // used last in front
  std::unordered_map<std::string, std::list<Entry>::iterator> by_name_;
};

}  // namespace pressrun::simulator
