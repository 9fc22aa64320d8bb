#include "pressrun/core/bundler.hpp"

#include <algorithm>
#include <charconv>

namespace pressrun {

/// 128 of the 256 bits: equal only where the whole is, for all that can ever come together.
Bundler::Digest Bundler::digest(const Fingerprint& fingerprint) {
  constexpr std::size_t digits = 16;
  const auto scheme = fingerprint.text.find(':');
  Digest made{};
  const char* at = fingerprint.text.data() + (scheme == std::string::npos ? 0 : scheme + 1);
  const char* const end = fingerprint.text.data() + fingerprint.text.size();
  for (std::uint64_t& part : made) {
    const char* const stop = at + std::min<std::ptrdiff_t>(digits, end - at);
    std::from_chars(at, stop, part, 16);
    at = stop;
  }
  return made;
}

Bundler::Place Bundler::place(const Job& job) {
  const auto position = static_cast<std::uint32_t>(job.position);
  if (job.bundle.empty()) return {Part::leads, position};
  const std::uint64_t request = digest(job.fingerprint)[0];
  const auto [found, is_new] = leads_.try_emplace(digest(job.bundle), Lead{request, position});
  if (is_new) return {Part::leads, position};
  return {found->second.request == request ? Part::repeats : Part::joins, found->second.position};
}

}  // namespace pressrun
