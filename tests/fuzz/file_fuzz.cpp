// A file of any kind: the walk comes to an end, and says the same of the same bytes whatever type was asked
// for.
#include "fuzz/properties.hpp"
#include "pressrun/assets/file_check.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace {

class Input final : public pressrun::assets::Bytes {
 public:
  Input(const unsigned char* bytes, std::size_t size) : bytes_(bytes), size_(size) {}
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] std::size_t read(std::uint64_t at, char* into, std::size_t most) override {
    if (at >= size_) return 0;
    const std::size_t count = std::min(most, size_ - at);
    std::memcpy(into, bytes_ + at, count);
    return count;
  }

 private:
  const unsigned char* bytes_;
  std::size_t size_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace pressrun;
  Input file(bytes, size);
  const assets::FileFacts any = assets::walk(file, "");
  const assets::FileFacts same = assets::walk(file, any.type);
  fuzz::require(any.problem == same.problem, "the same bytes have the same problem");
  fuzz::require(any.width >= 0 && any.height >= 0, "sizes are none below zero");
  (void)assets::mismatch(any, {any.type, 1200, 628, "px", false});
  return 0;
}
