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

constexpr std::string_view formats_field = "template_format_names";

json::object parsed(const std::string& body) {
  json::parse_options options;
  options.max_depth = 64;
  boost::system::error_code error;
  json::value value = json::parse(body, error, {}, options);
  if (error || !value.is_object())
    throw std::logic_error("a job's body is not the JSON object that encode made");
  return std::move(value.get_object());
}

/// The body with its formats replaced; the order of the members stays canonical.
std::string with_formats(const std::string& body, const std::vector<std::string>& formats) {
  const json::object all = parsed(body);
  json::object out;
  for (const auto& member : all) {
    if (std::string_view{member.key()} < formats_field) out.emplace(member.key(), member.value());
  }
  out.emplace(formats_field, json::array(formats.begin(), formats.end()));
  for (const auto& member : all) {
    if (std::string_view{member.key()} > formats_field) out.emplace(member.key(), member.value());
  }
  return json::serialize(out);
}

/// The body as the synchronous endpoint takes it: one format, in the singular (API reference §5.2).
std::string with_one_format(const std::string& body, const std::vector<std::string>& formats) {
  json::object out;
  for (const auto& member : parsed(body)) {
    if (member.key() != formats_field) {
      out.emplace(member.key(), member.value());
    } else if (!member.value().as_array().empty()) {
      out.emplace("template_format_name",
                  formats.empty() ? member.value().as_array().front() : json::value(formats.front()));
    }
  }
  return json::serialize(out);
}

std::string body_of(const Job& job, const std::vector<std::string>& formats) {
  if (job.endpoint == Endpoint::generate_sync) return with_one_format(job.body, formats);
  const bool narrowed = !formats.empty() && job.endpoint == Endpoint::generate;
  return narrowed ? with_formats(job.body, formats) : job.body;
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
  const std::string of_design = "/banner-builder/" + encode_segment(design.text);
  if (endpoint == Endpoint::generate_sync) return of_design + "/generate";
  return "/async" + of_design + (endpoint == Endpoint::generate ? "/generate" : "/generate-multipage-pdf");
}

HttpRequest submission(const Job& job, const std::vector<std::string>& formats) {
  return {"POST",
          submission_target(job.endpoint, job.design_id),
          {{"content-type", "application/json"}, {"accept", "application/json"}},
          body_of(job, formats)};
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
