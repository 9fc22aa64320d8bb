#include "api/banners.hpp"

#include "api/answer_body.hpp"
#include "api/reasons.hpp"
#include "api/text.hpp"

#include <algorithm>

namespace pressrun::api {
namespace {

namespace json = boost::json;

/// http or https, a host, and nothing that could break out of a line, a cell or an attribute. Not stricter
/// than that: refusing an address for an unescaped `é` would lose a file that is paid for.
bool is_web_url(std::string_view url) {
  const std::string_view rest = url.starts_with("https://")  ? url.substr(8)
                                : url.starts_with("http://") ? url.substr(7)
                                                             : std::string_view{};
  if (rest.empty() || rest.front() == '/' || !is_utf8(url)) return false;
  return std::ranges::none_of(url, [](unsigned char c) {
    return c <= 0x20 || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' || c == '`';
  });
}

constexpr std::size_t longest_url = 8'000;

/// The address as it came; cut or mended it would be another one, so a bad one is none.
std::string url_at(const json::object& from, std::string_view key) {
  const json::value* value = from.if_contains(key);
  if (value == nullptr || !value->is_string()) return "";
  const std::string_view url{value->get_string()};
  return url.size() <= longest_url && is_web_url(url) ? std::string{url} : "";
}

Asset asset_of(const json::object& banner) {
  static const json::object nothing;
  const auto part = [&](std::string_view key) -> const json::object& {
    const json::object* found = object_at(banner, key);
    return found == nullptr ? nothing : *found;
  };
  // `image` is the deprecated copy of `file` (§9.2).
  const json::object& file = object_at(banner, "file") != nullptr ? part("file") : part("image");
  const json::object& format = part("format");
  Asset asset;
  asset.format = text_at(format, "id");
  asset.width = std::max(0.0, number_at(format, "width"));
  asset.height = std::max(0.0, number_at(format, "height"));
  asset.unit = text_at(format, "unit");
  asset.type = text_at(file, "type");
  asset.id = text_at(banner, "id");
  asset.url = url_at(file, "url");
  asset.cdn_url = url_at(file, "cdn_url");
  asset.filename = text_at(file, "filename");
  asset.fallback_image_url = url_at(file, "fallback_image_url");
  return asset;
}

void read_banners(const json::array* banners, Finalized& into) {
  if (banners == nullptr) return;
  for (const json::value& entry : *banners) {
    const json::object* banner = entry.if_object();
    if (banner == nullptr) continue;
    Asset asset = asset_of(*banner);
    if (asset.url.empty()) {
      into.failures.push_back({asset.format, "bad_url", "the answer gives no usable address for this file"});
    } else {
      into.assets.push_back(std::move(asset));
    }
  }
}

Failure failure_entry(const json::value& entry) {
  if (const json::object* fields = entry.if_object()) {
    const std::string reason = text_at(*fields, "reason", longest_message);
    return {text_at(*fields, "template_format_name"), id_of_reason(reason), reason};
  }
  const std::string reason =
      entry.is_string() ? clean(std::string_view{entry.get_string()}, longest_message) : "";
  return {"", id_of_reason(reason), reason};
}

}  // namespace

std::optional<Asset> decode_banner(const json::object& banner) {
  Asset asset = asset_of(banner);
  if (asset.url.empty()) return std::nullopt;
  return asset;
}

Finalized decode_banners(const json::object& body) {
  Finalized all;
  read_banners(array_at(body, "banners"), all);
  if (const json::array* errors = array_at(body, "errors")) {
    for (const json::value& entry : *errors) all.failures.push_back(failure_entry(entry));
  }
  return all;
}

}  // namespace pressrun::api
