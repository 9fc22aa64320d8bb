#include "api/body_fields.hpp"
#include "api/canonical_json.hpp"
#include "api/targets.hpp"
#include "pressrun/api/encode_request.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::api {
namespace {

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

[[noreturn]] void not_as_encoded() {
  throw std::logic_error("a job's body is not the JSON object that encode made");
}

/// Behind the closing quote of the string that begins at `at`.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  at = text.find_first_of("\"\\", at + 1);
  while (at != std::string_view::npos) {
    if (text[at] == '"') return at + 1;
    at = text.find_first_of("\"\\", at + 2);  // behind what is escaped
  }
  not_as_encoded();
}

/// Behind the value that begins at `at`: where its comma stands, or the object's end.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  int depth = 0;
  for (at = text.find_first_of("\"[]{},", at); at != std::string_view::npos;
       at = text.find_first_of("\"[]{},", at)) {
    const char c = text[at];
    if (c == '"') {
      at = end_of_string(text, at);
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}')) return at;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    ++at;
  }
  not_as_encoded();
}

struct MemberText {
  std::string_view key;    ///< within its quotes, as it is escaped
  std::string_view whole;  ///< "key":value
};

/// The members of a body as it is written. Its text is cut, never parsed and written anew: a number would
/// come back in another spelling, or a digit off.
std::vector<MemberText> members_of(std::string_view body) {
  std::vector<MemberText> members;
  if (!body.starts_with('{') || !body.ends_with('}')) not_as_encoded();
  for (std::size_t at = 1; at + 1 < body.size(); ++at) {
    if (body[at] != '"') not_as_encoded();
    const std::size_t colon = end_of_string(body, at);
    const std::size_t end = end_of_value(body, colon);
    members.push_back({body.substr(at + 1, colon - at - 2), body.substr(at, end - at)});
    at = end;
  }
  return members;
}

void add(std::string& to, std::string_view member) {
  if (to.size() > 1) to += ',';
  to += member;
}

std::string formats_member(const std::vector<std::string>& formats) {
  std::string text;
  write_canonical_string(text, formats_field);
  text += ":[";
  for (const std::string& format : formats) {
    if (&format != &formats.front()) text += ',';
    write_canonical_string(text, format);
  }
  return text += ']';
}

/// The body with `given` (a member called `field`, or nothing) in place of its own; the order of the members
/// stays canonical.
std::string with_member(const std::string& body, std::string_view field, const std::string& given) {
  std::string out = "{";
  bool written = given.empty();
  for (const MemberText& member : members_of(body)) {
    if (!written && member.key >= field) {
      add(out, given);
      written = true;
    }
    if (member.key != field) add(out, member.whole);
  }
  if (!written) add(out, given);
  return out += '}';
}

std::string with_formats(const std::string& body, const std::string& formats) {
  return with_member(body, formats_field, formats);
}

std::string with_callback(std::string body, const std::string& url) {
  if (url.empty()) return body;
  std::string member;
  write_canonical_string(member, callback_field);
  member += ':';
  write_canonical_string(member, url);
  return with_member(body, callback_field, member);
}

std::string many(const std::vector<std::string>& formats) {
  return formats.empty() ? std::string{} : formats_member(formats);
}

/// As the synchronous endpoint takes it: one, in the singular (API reference §5.2).
std::string single(std::string_view format) {
  std::string text = R"("template_format_name":)";
  write_canonical_string(text, format);
  return text;
}

std::string body_of(const Job& job, const std::vector<std::string>& formats) {
  switch (endpoint_for(job, formats)) {
    case Endpoint::generate:
      return with_formats(job.body, many(formats));
    case Endpoint::generate_multipage_pdf:
      break;
    case Endpoint::generate_sync:
      return with_formats(job.body, single(formats.front()));
  }
  return job.body;
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

Endpoint endpoint_for(const Job& job, const std::vector<std::string>& formats) {
  const bool several = job.endpoint == Endpoint::generate_sync && formats.size() != 1;
  return several ? Endpoint::generate : job.endpoint;
}

bool names_callback(const Job& job) {
  const auto members = members_of(job.body);
  return std::ranges::find(members, callback_field, &MemberText::key) != members.end();
}

HttpRequest submission(const Job& job, const std::vector<std::string>& formats,
                       const std::string& callback_url) {
  return {"POST",
          submission_target(endpoint_for(job, formats), job.design_id),
          {{"content-type", "application/json"}, {"accept", "application/json"}},
          with_callback(body_of(job, formats), callback_url)};
}

HttpRequest poll(const RequestId& id) { return get("/generation-request/" + encode_segment(id.text)); }
HttpRequest read_design(const DesignId& id) {
  return get("/designs/" + encode_segment(id.text) + "?i=advanced");
}
HttpRequest list_designs(const std::optional<Page>& page) { return listing("/designs", page); }
HttpRequest list_fonts(const std::optional<Page>& page) { return listing("/fonts", page); }
HttpRequest list_projects(const std::optional<Page>& page) { return listing("/projects", page); }
HttpRequest read_banner(std::string_view id) { return get("/banners/" + encode_segment(id)); }
HttpRequest credits() { return get("/credits"); }
HttpRequest verify_key() { return {"POST", "/auth", {{"accept", "application/json"}}, ""}; }
HttpRequest health() { return get("/ready"); }

}  // namespace pressrun::api
