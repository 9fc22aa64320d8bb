#pragma once

#include "pressrun/domain/job.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <cstdint>

namespace pressrun {

/// Finds, among the jobs of one manifest in their order, those that can go out as one request: jobs that ask
/// for the same but for the formats (Job::bundle), identical ones among them. Holds about 40 bytes a job.
class Bundler {
 public:
  enum class Part : std::uint8_t {
    leads,    ///< begins a request
    joins,    ///< adds its formats to the request of `lead`
    repeats,  ///< asks for nothing that `lead` does not ask for: costs nothing
  };
  struct Place {
    Part part = Part::leads;
    std::uint32_t lead = 0;  ///< position of the job whose request it is
  };
  Place place(const Job& job);

 private:
  using Digest = std::array<std::uint64_t, 2>;
  struct Hash {
    using is_avalanching = void;
    std::size_t operator()(const Digest& digest) const { return static_cast<std::size_t>(digest[0]); }
  };
  struct Lead {
    std::uint64_t request = 0;
    std::uint32_t position = 0;
  };
  static Digest digest(const Fingerprint& fingerprint);

  boost::unordered_flat_map<Digest, Lead, Hash> leads_;
};

}  // namespace pressrun
