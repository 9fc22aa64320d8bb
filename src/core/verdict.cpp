#include "pressrun/core/verdict.hpp"

#include "core/ledger_history.hpp"

#include <algorithm>
#include <utility>

namespace pressrun {
namespace {

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

/// In other case it is still the format's name, where nothing else is.
template <class Item>
void take_as_spelt(std::vector<Item>& items, const Formats& asked) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  for (Item& item : items) {
    if (item.format.empty() || has(asked, item.format)) continue;
    const auto same = std::ranges::find_if(asked, [&](const std::string& format) {
      return std::ranges::equal(format, item.format, [&](char a, char b) { return lower(a) == lower(b); });
    });
    if (same != asked.end()) item.format = *same;
  }
}

/// One that is left over and one that names no format are each other's; and where one alone was asked for,
/// all that name none. True: they were.
bool pair_off(std::vector<Asset>& assets, const Formats& asked, const Formats& left) {
  const std::size_t unnamed = nameless(assets);
  if (left.size() != 1 || unnamed == 0 || (unnamed > 1 && asked.size() > 1)) return false;
  for (Asset& asset : assets) {
    if (asset.format.empty()) asset.format = left.front();
  }
  return true;
}

/// Errors that name no format are of the one that is left over, however many they are.
void pair_off(std::vector<Failure>& failures, const Formats& left) {
  if (left.size() != 1) return;
  for (Failure& failure : failures) {
    if (failure.format.empty()) failure.format = left.front();
  }
}

bool is_wanting(const Asset& asset) { return asset.url.empty(); }

/// Of several files for one format the first that can be fetched counts, and then the newest; all are kept,
/// for each has an id that may have been paid for.
void put_best_first(std::vector<Asset>& assets, std::vector<std::string>& warnings) {
  for (std::size_t i = 0; i < assets.size(); ++i) {
    for (std::size_t j = i + 1; j < assets.size() && !assets[i].format.empty(); ++j) {
      if (assets[j].format != assets[i].format) continue;
      warnings.push_back("two files came for the format '" + assets[i].format + "': the later one counts");
      if (!is_wanting(assets[j]) || is_wanting(assets[i])) std::swap(assets[i], assets[j]);
    }
  }
}

/// A banner of another design is no picture of ours; it may have been paid for all the same. They are taken
/// out, so that nothing is paired with them.
std::vector<Asset> take_foreign(std::vector<Asset>& assets, const DesignId& design) {
  std::vector<Asset> foreign;
  std::erase_if(assets, [&](const Asset& asset) {
    if (same_design(asset, design)) return false;
    foreign.push_back(asset);
    return true;
  });
  return foreign;
}

/// What was asked for and came as another design's has failed for good: the same would come again. Its id is
/// kept, under no rendition's name.
void put_foreign_back(std::vector<Asset> foreign, const Formats& asked, FinalReading& reading) {
  const Formats left = left_of(asked, reading.assets, reading.failures);
  for (Asset& asset : foreign) {
    reading.warnings.push_back("banner " + asset.id + " is of another design (" + asset.template_id + ")");
    const bool is_the_last = asset.format.empty() && left.size() == 1;
    const std::string format = is_the_last ? left.front() : asset.format;
    if (has(left, format) && !names(reading.failures, format))
      reading.failures.push_back(
          {format, "other_design",
           "the API brought a file of another design for this format (banner " + asset.id + ")",
           Recovery::never});
    asset.format.clear();
    reading.assets.push_back(std::move(asset));
  }
}

/// Each banner once, by its id: the final answer's, and then those that were seen before it, which are there
/// all the same. What the one lacks comes from the other.
std::vector<Asset> unite(const std::vector<Asset>& answered, const std::vector<Asset>& seen) {
  std::vector<Asset> all;
  const auto add = [&](const Asset& asset) {
    const auto known = asset.id.empty() ? all.end() : std::ranges::find(all, asset.id, &Asset::id);
    if (known == all.end()) return all.push_back(asset);
    const std::string format = known->format.empty() ? asset.format : known->format;
    if (is_wanting(*known) && !is_wanting(asset)) *known = asset;
    known->format = format;
  };
  for (const Asset& asset : answered) add(asset);
  for (const Asset& asset : seen) {
    if (!asset.id.empty()) add(asset);
  }
  return all;
}

/// A banner beats an error of the same format; an error that names none says nothing where all came.
void drop_disproved_failures(FinalReading& reading, const Formats& asked) {
  const bool all_came = !asked.empty() && left_of(asked, reading.assets, {}).empty();
  std::erase_if(reading.failures, [&](const Failure& failure) {
    const bool there = failure.format.empty() ? all_came : names(reading.assets, failure.format);
    if (there)
      reading.warnings.push_back(failure.format.empty()
                                     ? "an error that names no format came with all files: the files count"
                                     : "the format '" + failure.format +
                                           "' came with a file and an error: the file counts");
    return there;
  });
}

}  // namespace

bool FinalReading::complete() const { return missing.empty() && std::ranges::none_of(assets, is_wanting); }

FinalReading read_final(const GenerationRequest& request, const DesignId& design, const Finalized& answer,
                        const DesignState* state) {
  FinalReading reading;
  reading.warnings = answer.warnings;
  reading.assets = unite(answer.assets, request.assets);
  reading.failures = answer.failures;
  std::erase_if(reading.failures, [](const Failure& failure) { return failure.id == warning_id; });
  std::vector<Asset> foreign = take_foreign(reading.assets, design);
  const Formats asked = asked_names(request, state);
  take_as_spelt(reading.assets, asked);
  take_as_spelt(reading.failures, asked);
  if (!pair_off(reading.assets, asked, left_of(asked, reading.assets, {})))
    pair_off(reading.assets, asked, left_of(asked, reading.assets, reading.failures));
  put_best_first(reading.assets, reading.warnings);
  drop_disproved_failures(reading, asked);
  pair_off(reading.failures, left_of(asked, reading.assets, reading.failures));
  const std::size_t unnamed = nameless(reading.assets);
  put_foreign_back(std::move(foreign), asked, reading);
  reading.missing = left_of(asked, reading.assets, reading.failures);
  if (unnamed > 0 && reading.missing.size() <= unnamed && !has(request.formats, all_formats)) {
    reading.warnings.push_back("the API does not say of which format " + std::to_string(unnamed) +
                               " of its files are");
    reading.missing.clear();  // each is one of them
  }
  if (asked.empty() && reading.assets.empty() && reading.failures.empty())
    reading.missing.emplace_back(all_formats);
  return reading;
}

std::vector<Asset> read_banners(const GenerationRequest& request, const DesignId& design,
                                const std::vector<Asset>& seen) {
  std::vector<Asset> assets = seen;
  std::vector<Asset> foreign = take_foreign(assets, design);
  if (request.formats.size() == 1 && !has(request.formats, all_formats))
    pair_off(assets, request.formats, left_of(request.formats, assets, {}));
  for (Asset& asset : foreign) {
    asset.format.clear();
    assets.push_back(std::move(asset));
  }
  return assets;
}

std::optional<Failure> mismatch_of_attached(const GenerationRequest& request, const DesignId& design,
                                            const Finalized& answer, const DesignState* state) {
  const auto no = [](std::string why) {
    return Failure{"", "other_request", "the id is of another request: " + std::move(why), Recovery::never};
  };
  Formats came;
  for (const Asset& asset : answer.assets) {
    if (!same_design(asset, design)) return no("its files are of the design " + asset.template_id);
    came.push_back(asset.format.empty() && has(request.formats, document_format)
                       ? std::string{document_format}
                       : asset.format);
  }
  for (const Failure& failure : answer.failures) came.push_back(failure.format);
  if (has(came, "")) return no("it does not name the format of each file");
  const Formats asked = asked_names(request, state);
  for (const std::string& format : came) {
    if (!asked.empty() && !has(asked, format)) return no("it has the format '" + format + "'");
  }
  for (const std::string& format : asked) {
    if (!has(came, format)) return no("it lacks the format '" + format + "'");
  }
  if (came.empty()) return no("it came to nothing");
  return std::nullopt;
}

}  // namespace pressrun
