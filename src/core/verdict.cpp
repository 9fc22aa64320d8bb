#include "pressrun/core/verdict.hpp"

#include <algorithm>
#include <set>

namespace pressrun {
namespace {

bool has(const Formats& formats, std::string_view format) {
  return std::ranges::find(formats, format) != formats.end();
}

template <class Item>
bool names(const std::vector<Item>& items, std::string_view format) {
  return std::ranges::find(items, format, &Item::format) != items.end();
}

bool same_design(const Asset& asset, const DesignId& design) {
  return asset.template_id.empty() || std::ranges::equal(asset.template_id, design.text, [](char a, char b) {
           const auto lower = [](char c) {
             return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
           };
           return lower(a) == lower(b);
         });
}

/// The renditions that were asked for, as far as they have names.
Formats asked_names(const GenerationRequest& request, const DesignState* state) {
  if (!has(request.formats, all_formats)) return request.formats;
  Formats all;
  if (state != nullptr) {
    for (const DesignFormat& format : state->formats) all.push_back(format.name);
  }
  return all;
}

/// What is asked for and neither there nor refused yet.
Formats left_of(const Formats& asked, const std::vector<Asset>& assets,
                const std::vector<Failure>& failures) {
  Formats left;
  for (const std::string& format : asked) {
    if (!names(assets, format) && !names(failures, format)) left.push_back(format);
  }
  return left;
}

template <class Item>
std::size_t nameless(const std::vector<Item>& items) {
  return static_cast<std::size_t>(std::ranges::count(items, std::string{}, &Item::format));
}

/// One that is left over and one that names no format are each other's.
template <class Item>
void pair_off(std::vector<Item>& items, const Formats& left) {
  if (left.size() != 1 || nameless(items) != 1) return;
  std::ranges::find(items, std::string{}, &Item::format)->format = left.front();
}

void keep_newest_of_each(std::vector<Asset>& assets, std::vector<std::string>& warnings) {
  std::vector<Asset> kept;
  for (Asset& asset : assets) {
    const auto same = std::ranges::find_if(
        kept, [&](const Asset& other) { return !asset.format.empty() && other.format == asset.format; });
    if (same == kept.end()) {
      kept.push_back(std::move(asset));
      continue;
    }
    warnings.push_back("two files came for the format '" + asset.format + "': the later one counts");
    if (!asset.url.empty() || same->url.empty()) *same = std::move(asset);
  }
  assets = std::move(kept);
}

/// A banner of another design is no picture of ours; it may have been paid for all the same.
void set_foreign_aside(std::vector<Asset>& assets, const DesignId& design,
                       std::vector<std::string>& warnings) {
  std::erase_if(assets, [&](const Asset& asset) {
    if (same_design(asset, design)) return false;
    warnings.push_back("banner " + asset.id + " is of another design (" + asset.template_id + ")");
    return true;
  });
}

}  // namespace

bool FinalReading::complete() const {
  return missing.empty() &&
         std::ranges::none_of(assets, [](const Asset& asset) { return asset.url.empty(); });
}

FinalReading read_final(const GenerationRequest& request, const DesignId& design, const Finalized& answer,
                        const DesignState* state) {
  FinalReading reading;
  reading.warnings = answer.warnings;
  reading.assets = answer.assets;
  reading.failures = answer.failures;
  set_foreign_aside(reading.assets, design, reading.warnings);
  const Formats asked = asked_names(request, state);
  pair_off(reading.assets, left_of(asked, reading.assets, {}));
  keep_newest_of_each(reading.assets, reading.warnings);
  std::erase_if(reading.failures, [&](const Failure& failure) {
    const bool there = !failure.format.empty() && names(reading.assets, failure.format);
    if (there)
      reading.warnings.push_back("the format '" + failure.format +
                                 "' came with a file and an error: the file counts");
    return there;
  });
  pair_off(reading.failures, left_of(asked, reading.assets, reading.failures));
  reading.missing = left_of(asked, reading.assets, reading.failures);
  if (asked.empty() && reading.assets.empty() && reading.failures.empty())
    reading.missing.emplace_back(all_formats);
  return reading;
}

std::vector<Asset> read_banners(const GenerationRequest& request, const DesignId& design,
                                const std::vector<Asset>& seen) {
  std::vector<Asset> assets = seen;
  std::vector<std::string> ignored;
  set_foreign_aside(assets, design, ignored);
  if (request.formats.size() == 1 && !has(request.formats, all_formats))
    pair_off(assets, left_of(request.formats, assets, {}));
  return assets;
}

}  // namespace pressrun
