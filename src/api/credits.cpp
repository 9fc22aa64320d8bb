#include "api/credits.hpp"

#include "api/price_table.hpp"
#include "pressrun/api/encode_request.hpp"

#include <algorithm>
#include <cmath>

namespace pressrun::api {
namespace {

namespace json = boost::json;

constexpr long long most = 1'000'000;  // figures of the server are multiplied here

struct Cost {
  long long each = 1;
  bool exact = true;
};

Cost cost_of_a_format(const Design* design) {
  if (design == nullptr) return {1, false};
  switch (design->type) {
    case DesignType::static_:
      return {price_table.static_image.credits, true};
    case DesignType::printer:
    case DesignType::printer_multipage:
      return {price_table.pdf_page.credits, true};
    case DesignType::animated:
      break;
    case DesignType::unknown:
      return {1, false};
  }
  const double seconds = design->duration_s.value_or(0);
  if (!(seconds > 0)) return {price_table.animated_second.credits, false};
  const auto begun = static_cast<long long>(std::ceil(std::min(seconds, 86'400.0)));
  return {begun * price_table.animated_second.credits, true};
}

bool uses_ai(const json::value& layers) {
  const json::object* named = layers.if_object();
  if (named == nullptr) return false;
  return std::ranges::any_of(*named, [](const auto& layer) {
    const json::object* properties = layer.value().if_object();
    return properties != nullptr &&
           std::ranges::any_of(price_table.ai_properties, [&](std::string_view name) {
             const json::value* set = properties->if_contains(name);
             return set != nullptr && *set != json::value(false);
           });
  });
}

bool body_uses_ai(const json::object& body) {
  if (const json::value* elements = body.if_contains("elements")) return uses_ai(*elements);
  const json::value* pages = body.if_contains("pages");
  const json::object* each = pages == nullptr ? nullptr : pages->if_object();
  return each != nullptr &&
         std::ranges::any_of(*each, [](const auto& page) { return uses_ai(page.value()); });
}

void estimate(Job& job, std::size_t units, Cost cost) {
  const auto count = static_cast<long long>(std::clamp<std::size_t>(units, 1, most));
  job.credits_estimate = static_cast<int>(std::min(count * cost.each, most));
  job.credits_exact = cost.exact && units > 0;
  job.credits_each = static_cast<int>(std::min(cost.each, most));
}

}  // namespace

void estimate_credits(Job& job, const json::object& body, const Design* design) {
  job.uses_ai = body_uses_ai(body);
  if (job.endpoint == Endpoint::generate_multipage_pdf) {
    job.assets_expected = 1;
    estimate(job, design == nullptr ? 0 : design->pages.size(), {price_table.pdf_page.credits, true});
    job.credits_each = job.credits_estimate;  // a document is one rendition, whatever its pages
    return;
  }
  const std::size_t known = design == nullptr ? 0 : design->formats.size();
  const std::size_t formats = job.formats.empty() ? known : job.formats.size();
  job.assets_expected = static_cast<int>(std::clamp<std::size_t>(formats, 1, most));
  estimate(job, formats, cost_of_a_format(design));
}

std::string_view prices_as_of() { return price_table.as_of; }

}  // namespace pressrun::api
