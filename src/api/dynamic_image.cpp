#include "pressrun/api/dynamic_image.hpp"

#include "api/answer_body.hpp"
#include "api/answer_headers.hpp"
#include "api/body_fields.hpp"
#include "api/canonical_json.hpp"
#include "api/classify_read.hpp"
#include "pressrun/api/encode_request.hpp"

#include <boost/json.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <optional>

namespace pressrun::api {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_address = 1'000;

/// Goes into files that mail programs and browsers read: a web address, and nothing but that.
bool is_address(std::string_view text) {
  if (text.size() > longest_address) return false;
  const auto url = boost::urls::parse_uri(text);
  return url && (url->scheme() == "https" || url->scheme() == "http") && !url->host().empty() &&
         !url->has_userinfo() && !url->has_fragment();
}

std::optional<DynamicImageFormat> dynamic_format(const json::object& fields) {
  DynamicImageFormat format{text_at(fields, "id"), text_at(fields, "uid"),
                            text_at(fields, "dynamic_image_url")};
  if (format.name.empty() || !is_address(format.url)) return std::nullopt;
  return format;
}

std::variant<DynamicImage, Trouble> dynamic_answer(const HttpResponse& response, const DesignId& design,
                                                   WallTime now) {
  if (response.status != 200 && response.status != 201) return said_by_the_api(response, now);
  const auto body = parse_object(response.body);
  if (!body) return unreadable(response, "the answer is no JSON object");
  const std::string about = text_at(*body, "design_id");
  if (!about.empty() && about != design.text)
    return unreadable(response, "the answer is about another design");
  DynamicImage image;
  image.id = text_at(*body, "id");
  image.was_there = response.status == 200;
  image.formats = each_object<DynamicImageFormat>(array_at(*body, "formats"), dynamic_format);
  if (image.formats.empty()) return unreadable(response, "no format has an address");
  return image;
}

/// As it stands in the body: numbers in the spelling that the API would get.
std::string parameter_text(const json::value& value) {
  return value.is_string() ? std::string{value.get_string()} : canonical(value);
}

class QueryWriter {
 public:
  void take_layer(std::string_view layer, const json::value& value) {
    const std::string name{layer};
    // Variables are no layer's property, and a name with a dot could be read as another's.
    const bool is_addressable = name != "vars" && name.find('.') == std::string::npos && value.is_object();
    if (!is_addressable) {
      query_.unusable.push_back("elements." + name);
      return;
    }
    for (const auto& member : value.get_object()) take(name, member.key(), member.value());
  }
  void leave_out(std::string_view field) { query_.left_out.emplace_back(field); }
  ImageQuery done() && { return std::move(query_); }

 private:
  void take(const std::string& layer, std::string_view property, const json::value& value) {
    const std::string name{property};
    if (value.is_null()) return;
    if (value.is_structured()) {
      query_.unusable.push_back("elements." + layer + "." + name);
      return;
    }
    if (!query_.text.empty()) query_.text += '&';
    query_.text +=
        encode_segment(layer) + "." + encode_segment(name) + "=" + encode_segment(parameter_text(value));
  }

  ImageQuery query_;
};

}  // namespace

HttpRequest create_dynamic_image(const DesignId& design, DynamicImageMode mode) {
  const auto word = [](bool is_on) { return is_on ? "true" : "false"; };
  return {"POST",
          "/designs/" + encode_segment(design.text) + "/dynamic-image-url",
          {{"content-type", "application/json"}, {"accept", "application/json"}},
          std::string{R"({"enable_rate_limit":)"} + word(mode.limit_visitors) +
              R"(,"enable_production_mode":)" + word(mode.production) + "}"};
}

Answer<std::variant<DynamicImage, Trouble>> classify_dynamic_image(const HttpOutcome& outcome,
                                                                   const DesignId& design, WallTime now) {
  if (const auto* lost = std::get_if<TransportFailure>(&outcome))
    return {read_failed(*lost), std::nullopt, false};
  const auto& response = std::get<HttpResponse>(outcome);
  return {dynamic_answer(response, design, now), rate_reading(response, now), true};
}

ImageQuery image_query(std::string_view body) {
  QueryWriter writer;
  const auto read = parse_object(body);
  if (!read) return std::move(writer).done();
  for (const auto& member : *read) {
    const std::string_view field = member.key();
    if (field == formats_field) continue;
    if (field != "elements" || !member.value().is_object()) {
      writer.leave_out(field);
      continue;
    }
    for (const auto& layer : member.value().get_object()) writer.take_layer(layer.key(), layer.value());
  }
  return std::move(writer).done();
}

std::string with_query(std::string url, std::string_view query) {
  if (query.empty()) return url;
  url += url.find('?') == std::string::npos ? '?' : '&';
  return url += query;
}

std::string other_spelling(const DynamicImageFormat& format) {
  const std::size_t query = std::min(format.url.find('?'), format.url.size());
  const std::string path = format.url.substr(0, query);
  const std::size_t slash = path.rfind('/');
  const std::string last = path.substr(slash + 1);
  std::string other;
  if (!format.uid.empty() && last == encode_segment(format.uid)) other = format.name;
  if (last == encode_segment(format.name)) other = format.uid;
  if (other.empty()) return {};
  return path.substr(0, slash + 1) + encode_segment(other) + format.url.substr(query);
}

}  // namespace pressrun::api
