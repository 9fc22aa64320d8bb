#include "api/targets.hpp"
#include "pressrun/api/encode_request.hpp"

#include <boost/json.hpp>

#include <stdexcept>

namespace pressrun::api {
namespace {

namespace json = boost::json;

bool unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

HttpRequest get(std::string target) {
  return {"GET", std::move(target), {{"accept", "application/json"}}, ""};
}

HttpRequest listing(std::string target, const std::optional<Page>& page) {
  if (page) target += "?page=" + std::to_string(page->number) + "&per_page=" + std::to_string(page->size);
  return get(std::move(target));
}

/// The body with its formats replaced; the order of the members stays canonical.
std::string with_formats(const std::string& body, const std::vector<std::string>& formats) {
  json::parse_options options;
  options.max_depth = 64;
  boost::system::error_code error;
  const json::value parsed = json::parse(body, error, {}, options);
  if (error || !parsed.is_object())
    throw std::logic_error("a job's body is not the JSON object that encode made");
  constexpr std::string_view field = "template_format_names";
  json::object out;
  for (const auto& member : parsed.get_object()) {
    if (std::string_view{member.key()} < field) out.emplace(member.key(), member.value());
  }
  out.emplace(field, json::array(formats.begin(), formats.end()));
  for (const auto& member : parsed.get_object()) {
    if (std::string_view{member.key()} > field) out.emplace(member.key(), member.value());
  }
  return json::serialize(out);
}

}  // namespace

std::string encode_segment(std::string_view segment) {
  // A segment of dots alone would be taken for "here" or "one up", encoded or not; as an id it names nothing.
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : segment) {
    if (unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += hex[byte >> 4];
    out += hex[byte & 0x0F];
  }
  return out;
}

std::string submission_target(Endpoint endpoint, const DesignId& design) {
  const std::string base = "/async/banner-builder/" + encode_segment(design.text);
  return base + (endpoint == Endpoint::generate ? "/generate" : "/generate-multipage-pdf");
}

HttpRequest submission(const Job& job, const std::vector<std::string>& formats) {
  const bool narrowed = !formats.empty() && job.endpoint == Endpoint::generate;
  return {"POST",
          submission_target(job.endpoint, job.design_id),
          {{"content-type", "application/json"}, {"accept", "application/json"}},
          narrowed ? with_formats(job.body, formats) : job.body};
}

HttpRequest poll(const RequestId& id) { return get("/generation-request/" + encode_segment(id.text)); }
HttpRequest read_design(const DesignId& id) {
  return get("/designs/" + encode_segment(id.text) + "?i=advanced");
}
HttpRequest list_designs(const std::optional<Page>& page) { return listing("/designs", page); }
HttpRequest list_fonts(const std::optional<Page>& page) { return listing("/fonts", page); }
HttpRequest list_projects(const std::optional<Page>& page) { return listing("/projects", page); }
HttpRequest credits() { return get("/credits"); }
HttpRequest verify_key() { return {"POST", "/auth", {{"accept", "application/json"}}, ""}; }
HttpRequest health() { return get("/ready"); }

}  // namespace pressrun::api
