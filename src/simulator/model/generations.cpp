#include "simulator/model/generations.hpp"

#include "simulator/model/banner_json.hpp"
#include "simulator/model/draws.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace pressrun::simulator {
namespace {

constexpr std::size_t outputs_per_generation = 4096;  // more than a design may have formats

std::uint64_t banner_number(const BannerRef& ref) {
  return ref.generation * outputs_per_generation + ref.ordinal;
}

constexpr std::array<std::string_view, 4> built_in_reasons{
    "The text cannot fit within the defined space.", "An image could not be fetched.",
    "The media file could not be processed.", "Internal error while rendering."};

/// Standard normal by Box and Muller.
double normal(std::uint64_t key) {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - unit(mix(key, 1))));
  return radius * std::cos(2.0 * std::numbers::pi * unit(mix(key, 2)));
}

}  // namespace

Generations::Generations(const Scenario& scenario, const Catalogue& catalogue)
    : scenario_(scenario),
      catalogue_(catalogue),
      request_ids_(mix(scenario.seed ^ scenario.id_seed, 11)),
      banner_ids_(mix(scenario.seed ^ scenario.id_seed, 12)),
      sharing_ids_(mix(scenario.seed ^ scenario.id_seed, 13)) {}

std::uint64_t Generations::draw_key(const Order& order, const std::string& body) {
  const std::uint64_t key = mix(mix(scenario_.seed, hash_of(order.design->id)), hash_of(body));
  return mix(key, same_bodies_[key]++);
}

std::optional<std::string> Generations::failure(std::uint64_t key, std::string_view format) const {
  const std::uint64_t draw = mix(key, hash_of(format));
  if (unit(mix(draw, 3)) >= scenario_.format_failure_rate) return std::nullopt;
  const std::uint64_t pick = mix(draw, 4);
  if (scenario_.failure_reasons.empty()) return std::string{built_in_reasons[pick % built_in_reasons.size()]};
  return scenario_.failure_reasons[pick % scenario_.failure_reasons.size()];
}

std::chrono::nanoseconds Generations::render_time(const std::string& design, std::uint64_t key) const {
  const auto own = scenario_.render_of.find(design);
  const RenderTimes& times = own == scenario_.render_of.end() ? scenario_.render : own->second;
  const bool slow = unit(mix(key, 5)) < times.slow_share;
  const double median = static_cast<double>((slow ? times.slow_median : times.median).count());
  constexpr double longest = 86'400e9;  // a day: no draw may overflow
  return std::chrono::nanoseconds{
      static_cast<std::int64_t>(std::clamp(median * std::exp(times.sigma * normal(key)), 0.0, longest))};
}

std::size_t Generations::accept(Order order, std::string body, std::uint64_t key, ServerTime now,
                                bool immediate) {
  const std::size_t at = ledger_.size();
  const ServerTime ready = immediate ? now : now + render_time(order.design->id, key);
  if (!scenario_.keep_bodies) body.clear();
  ledger_.push_back({request_ids_.uuid(at), order.design->id, std::move(body), std::move(order.formats), now,
                     ready, std::move(order.ignored)});
  made_.push_back(
      {key, catalogue_.index(*order.design), order.type, order.background, order.backup_image, immediate});
  if (!order.original_visual_id.empty()) inherit(order.original_visual_id, {at, 0});
  return at;
}

void Generations::inherit(const std::string& original, const BannerRef& heir) {
  const auto ancestor = find_banner(original);
  const bool made = !failure(made_[heir.generation].key, format_name(heir));
  if (!ancestor || !made) return;
  const std::string sharing = lineage(*ancestor).sharing_id;
  const int version = std::max(1, last_version_[sharing]) + 1;
  last_version_[sharing] = version;
  heirs_[banner_number(heir)] = {sharing, version};
}

Lineage Generations::lineage(const BannerRef& ref) const {
  const auto heir = heirs_.find(banner_number(ref));
  return heir == heirs_.end() ? Lineage{sharing_ids_.uuid(banner_number(ref)), 1} : heir->second;
}

std::optional<std::size_t> Generations::find_any(std::string_view request_id) const {
  const auto number = request_ids_.number(request_id);
  if (!number || *number >= ledger_.size()) return std::nullopt;
  return *number;
}

std::optional<std::size_t> Generations::find(std::string_view request_id) const {
  const auto number = find_any(request_id);
  return number && !made_[*number].immediate ? number : std::nullopt;
}

std::optional<BannerRef> Generations::find_banner(std::string_view banner_id) const {
  const auto number = banner_ids_.number(banner_id);
  if (!number) return std::nullopt;
  const BannerRef ref{*number / outputs_per_generation, *number % outputs_per_generation};
  if (ref.generation >= ledger_.size() || ref.ordinal >= outputs(ref.generation)) return std::nullopt;
  if (failure(made_[ref.generation].key, format_name(ref))) return std::nullopt;
  return ref;
}

const CataloguedDesign& Generations::design(std::size_t generation) const {
  return catalogue_.all()[made_[generation].design];
}

std::size_t Generations::outputs(std::size_t generation) const {
  return std::max<std::size_t>(1, ledger_[generation].formats.size());
}

std::string Generations::format_name(const BannerRef& ref) const {
  const auto& formats = ledger_[ref.generation].formats;
  return formats.empty() ? std::string{} : formats[ref.ordinal];
}

std::string Generations::banner_id(const BannerRef& ref) const {
  return banner_ids_.uuid(banner_number(ref));
}

std::string Generations::file_ending(const BannerRef& ref) const {
  const Made& made = made_[ref.generation];
  constexpr std::array<std::string_view, 9> names{"",    "jpeg", "png", "webp", "avif",
                                                  "pdf", "gif",  "mp4", "zip"};
  if (made.type != FileType::from_background) return std::string{names[static_cast<std::size_t>(made.type)]};
  const CataloguedFormat* format = design(ref.generation).format(format_name(ref));
  const bool saved = format != nullptr && format->transparent;
  const bool see_through =
      made.background == Background::saved ? saved : made.background == Background::transparent;
  return see_through ? "png" : "jpeg";
}

std::string Generations::banner_body(const BannerRef& ref) const {
  const Lineage line = lineage(ref);
  const CataloguedDesign& made_from = design(ref.generation);
  BannerParts parts{made_from,
                    made_from.format(format_name(ref)),
                    banner_id(ref),
                    line.sharing_id,
                    line.version,
                    file_ending(ref),
                    scenario_.asset_base_url,
                    made_[ref.generation].backup_image};
  return banner_json(parts);
}

std::string Generations::running_body(std::size_t generation) const {
  return "{\"id\":\"" + ledger_[generation].request_id + "\",\"is_finalized\":false,\"banners\":[]" +
         version_member() + "}";
}

std::string Generations::finished_body(std::size_t generation) const {
  std::string banners;
  std::string errors;
  for (std::size_t ordinal = 0; ordinal < outputs(generation); ++ordinal) {
    const BannerRef ref{generation, ordinal};
    const std::string format = format_name(ref);
    const auto reason = failure(made_[generation].key, format);
    std::string& list = reason ? errors : banners;
    if (!list.empty()) list += ',';
    list += reason ? failure_json(format, *reason) : banner_body(ref);
  }
  std::string body = "{\"id\":\"" + ledger_[generation].request_id +
                     "\",\"is_finalized\":true,\"banners\":[" + banners + "]";
  if (!errors.empty()) body += ",\"errors\":[" + errors + "]";
  return body + version_member() + "}";
}

}  // namespace pressrun::simulator
