#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pressrun::simulator {

/// 8-4-4-4-12 hexadecimal digits, of either case.
bool is_uuid(std::string_view text);

/// Hands out UUIDs (version 4 in form) that stand for numbers below 2^48, and reads them back: 100 000
/// requests and their banners need no index. What it did not hand out itself, it does not recognise.
class NumberedUuids {
 public:
  explicit NumberedUuids(std::uint64_t key) : key_(key) {}
  [[nodiscard]] std::string uuid(std::uint64_t number) const;
  [[nodiscard]] std::optional<std::uint64_t> number(std::string_view uuid) const;

 private:
  std::uint64_t key_;
};

}  // namespace pressrun::simulator
