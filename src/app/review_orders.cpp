#include "app/review_orders.hpp"

#include <algorithm>
#include <string_view>

namespace pressrun::app {
namespace {

/// The newest file of a format; empty: none.
std::string_view picture_of(const ContentRecord& record, std::string_view format) {
  for (auto request = record.requests.rbegin(); request != record.requests.rend(); ++request) {
    const auto found = std::ranges::find_if(request->assets, [&](const Asset& asset) {
      return asset.format == format || (asset.format.empty() && format == document_format);
    });
    if (found != request->assets.end()) return found->id;
  }
  return {};
}

bool means(const manifest::ReviewedPicture& reviewed, const ContentRecord& record, std::string_view format) {
  const bool same_format = reviewed.format.empty() ? format == document_format : reviewed.format == format;
  return same_format && (reviewed.picture.empty() || reviewed.picture == picture_of(record, format));
}

}  // namespace

Formats reviewed_formats(const Selection& selection, const JobKey& key, const ContentRecord& record,
                         Formats ordered) {
  const auto* reviewed = selection.reviewed(key);
  if (reviewed == nullptr) return ordered;
  std::erase_if(ordered, [&](const std::string& format) {
    return std::ranges::none_of(*reviewed, [&](const auto& one) { return means(one, record, format); });
  });
  return ordered;
}

}  // namespace pressrun::app
