// Packed or wide text: however the bytes come, what comes out is the same, or it fails the same.
#include "fuzz/rows.hpp"
#include "manifest/decoded_stream.hpp"

#include <algorithm>
#include <system_error>

namespace {

std::string text_of(const std::string& bytes, std::size_t piece) {
  constexpr std::size_t enough = 1U << 20U;
  std::string text;
  try {
    const auto stream = pressrun::manifest::decoded(std::make_unique<pressrun::fuzz::Pieces>(bytes, piece));
    std::string part(4096, '\0');
    while (const std::size_t got = stream->read(part.data(), part.size())) {
      text.append(part, 0, got);
      if (text.size() > enough) break;
    }
  } catch (const std::system_error&) {
    return "damaged";
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const std::string all(bytes, bytes + size);
  const std::string whole = text_of(all, 65536);
  const std::string torn = text_of(all, 1);
  const std::size_t shared = std::min({whole.size(), torn.size(), std::size_t{1U << 20U}});
  pressrun::fuzz::require(whole.substr(0, shared) == torn.substr(0, shared), "text does not hang on reads");
  return 0;
}
