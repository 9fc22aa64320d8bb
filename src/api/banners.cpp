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

const json::object& part(const json::object& of, std::string_view key) {
  static const json::object nothing;
  const json::object* found = object_at(of, key);
  return found == nullptr ? nothing : *found;
}

/// From `file`; what that lacks from `image`, its deprecated copy (§9.2).
template <class Read>
std::string from_either(const json::object& banner, Read read) {
  std::string text = read(part(banner, "file"));
  return text.empty() ? read(part(banner, "image")) : text;
}

std::string text_of_file(const json::object& banner, std::string_view key) {
  return from_either(banner, [&](const json::object& file) { return text_at(file, key); });
}

std::string url_of_file(const json::object& banner, std::string_view key) {
  return from_either(banner, [&](const json::object& file) { return url_at(file, key); });
}

Asset asset_of(const json::object& banner) {
  const json::object& format = part(banner, "format");
  Asset asset;
  asset.format = text_at(format, "id");
  asset.width = std::max(0.0, number_at(format, "width"));
  asset.height = std::max(0.0, number_at(format, "height"));
  asset.unit = text_at(format, "unit");
  asset.type = text_of_file(banner, "type");
  asset.id = text_at(banner, "id");
  asset.url = url_of_file(banner, "url");
  asset.cdn_url = url_of_file(banner, "cdn_url");
  asset.filename = text_of_file(banner, "filename");
  asset.fallback_image_url = url_of_file(banner, "fallback_image_url");
  asset.template_id = text_at(part(banner, "template"), "id");
  return asset;
}

/// How people know a banner: by its format, else by its id.
std::string name_of(const Asset& asset) {
  if (!asset.format.empty()) return "'" + asset.format + "'";
  return "banner " + (asset.id.empty() ? std::string{"without an id"} : asset.id);
}

/// Adds a banner; of two with one id, what the first lacks comes from the second.
void add(Asset asset, Finalized& into) {
  const auto known = std::ranges::find_if(into.assets, [&](const Asset& other) {
    return !asset.id.empty() && same_ignoring_case(other.id, asset.id);
  });
  if (known == into.assets.end()) return into.assets.push_back(std::move(asset));
  into.warnings.push_back(name_of(*known) + ": the answer has this banner twice");
  if (known->url.empty() && !asset.url.empty()) *known = std::move(asset);
}

void read_banner(const json::value& entry, Finalized& into) {
  const json::object* fields = entry.if_object();
  if (fields == nullptr) {
    into.warnings.emplace_back("an entry of 'banners' is no object and was passed over");
    return;
  }
  if (std::optional<ReadBanner> banner = decode_banner(*fields)) {
    if (!banner->warning.empty()) into.warnings.push_back(std::move(banner->warning));
    return add(std::move(banner->asset), into);
  }
  into.failures.push_back({text_at(part(*fields, "format"), "id"), "bad_url",
                           "the answer gives no usable address for this file, and no id to ask for it"});
}

/// A list, or what a server makes of one that it keys (by format, by number) or forgets to make a list of
/// one.
void read_banners(const json::value* banners, Finalized& into) {
  if (banners == nullptr) return;
  if (const json::array* list = banners->if_array()) {
    for (const json::value& entry : *list) read_banner(entry, into);
  } else if (const json::object* keyed = banners->if_object()) {
    into.warnings.emplace_back("'banners' is an object where a list is documented");
    if (looks_like_banner(*keyed)) return read_banner(*banners, into);
    for (const auto& member : *keyed) read_banner(member.value(), into);
  }
}

Failure failure_for(std::string format, std::string reason) {
  Failure failure{std::move(format), id_of_reason(reason), std::move(reason)};
  failure.recovery = recovery_of(failure);
  return failure;
}

Failure failure_entry(const json::value& entry) {
  if (const json::object* fields = entry.if_object())
    return failure_for(text_at(*fields, "template_format_name"), text_at(*fields, "reason", longest_message));
  return failure_for("",
                     entry.is_string() ? clean(std::string_view{entry.get_string()}, longest_message) : "");
}

}  // namespace

std::optional<ReadBanner> decode_banner(const json::object& banner) {
  ReadBanner read{asset_of(banner), ""};
  Asset& asset = read.asset;
  if (asset.url.empty() && !asset.cdn_url.empty()) {
    asset.url = asset.cdn_url;
    read.warning = name_of(asset) + ": the storage URL cannot be used; the CDN's stands in for it";
  }
  if (asset.url.empty() && asset.id.empty()) return std::nullopt;
  return read;
}

bool looks_like_banner(const json::object& body) {
  if (body.contains("banners")) return false;  // a request with all of its banners
  return object_at(body, "file") != nullptr || object_at(body, "image") != nullptr ||
         is_uuid(text_at(body, "id"));
}

Finalized decode_banners(const json::object& body) {
  Finalized all;
  read_banners(body.if_contains("banners"), all);
  if (const json::array* errors = array_at(body, "errors")) {
    for (const json::value& entry : *errors) all.failures.push_back(failure_entry(entry));
  }
  return all;
}

}  // namespace pressrun::api
