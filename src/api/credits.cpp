#include "api/credits.hpp"

#include <algorithm>
#include <cmath>

namespace pressrun::api {
namespace {

constexpr int most = 1'000'000;  // figures of the server are multiplied here

struct Price {
  int each = 1;
  bool exact = true;
};

Price price_of_a_format(const Design* design) {
  if (design == nullptr || design->type == DesignType::unknown) return {1, false};
  if (design->type != DesignType::animated) return {1, true};
  const double seconds = design->duration_s.value_or(0);
  if (!(seconds > 0)) return {1, false};
  return {static_cast<int>(std::ceil(std::min(seconds, 86'400.0))), true};
}

}  // namespace

void estimate_credits(Job& job, const Design* design) {
  if (job.endpoint == Endpoint::generate_multipage_pdf) {
    const std::size_t pages = design == nullptr ? 0 : design->pages.size();
    job.credits_estimate = static_cast<int>(std::clamp<std::size_t>(pages, 1, most));
    job.credits_exact = pages > 0;
    return;
  }
  const Price price = price_of_a_format(design);
  const std::size_t known = design == nullptr ? 0 : design->formats.size();
  const std::size_t formats = job.formats.empty() ? known : job.formats.size();
  const auto count = static_cast<long long>(std::clamp<std::size_t>(formats, 1, most));
  job.credits_estimate = static_cast<int>(std::min<long long>(count * price.each, most));
  job.credits_exact = price.exact && formats > 0;
}

}  // namespace pressrun::api
