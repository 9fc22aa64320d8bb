#include "pressrun/api/encode_request.hpp"

#include "api/body.hpp"
#include "api/body_fields.hpp"
#include "api/canonical_json.hpp"
#include "api/credits.hpp"
#include "api/delivery.hpp"
#include "api/font_ids.hpp"
#include "api/spelling.hpp"
#include "api/text.hpp"
#include "pressrun/api/content.hpp"
#include "pressrun/api/fingerprint.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace pressrun::api {
namespace {

namespace json = boost::json;

// An encoded image may weigh 20 MB (API reference §6.3), a third more in base64.
constexpr std::size_t largest_body = std::size_t{32} * 1024 * 1024;

/// No format named means all of them: the field goes, so that both ways to say it are the same request.
void settle_formats(json::object& body, const std::vector<std::string>& formats) {
  if (formats.empty()) return take_out(body, formats_field);
  body[formats_field] = json::array(formats.begin(), formats.end());
}

const Member* member(const Mapping& request, std::string_view key) {
  const auto found = std::ranges::find(request, key, &Member::key);
  return found == request.end() ? nullptr : &*found;
}

/// What may not stand together, whatever the design.
void check_together(const Mapping& request, Diagnostics& findings) {
  if (member(request, "pages") == nullptr) return;
  for (const std::string_view other : {std::string_view{"elements"}, formats_field}) {
    if (const Member* both = member(request, other)) {
      findings.items.push_back({Severity::error, both->key_at, std::string{other},
                                "'" + std::string{other} + "' and 'pages' exclude each other",
                                "a multipage document takes 'pages' alone", "", 1});
    }
  }
}

/// What a version of a visual is made from goes with one format only, and whoever is called back expects a
/// call a job.
bool goes_alone(const json::object& body) {
  return body.contains(original_field) || body.contains(callback_field);
}

/// With formats named, the content; else only what is wholly the same can go along.
Fingerprint bundle_of(const Job& job, const json::object& body) {
  if (goes_alone(body)) return {};
  const bool whole = job.endpoint == Endpoint::generate_sync || job.formats.empty();
  return whole ? fingerprint(job.endpoint, job.design_id, job.body) : job.fingerprint;
}

std::string field_text(const json::object& body, std::string_view field) {
  const json::value* text = body.if_contains(field);
  return text != nullptr && text->is_string() ? std::string{text->get_string()} : std::string{};
}

/// What the spec says as it is.
Job job_like(const JobSpec& spec) {
  Job job;
  job.key = spec.key;
  job.position = spec.position;
  job.design_name = spec.design_name;
  job.design_id = spec.design_id;
  job.take = spec.take;
  job.keep_outdated = spec.keep_outdated;
  job.variables_json = variables_json(spec.variables);
  return job;
}

void set_content(Job& job, const json::object& body) {
  job.content_text = content_text(job.design_id, body, job.take);
  job.content = content_digest(job.content_text);
  job.slot = lower(field_text(body, original_field));
  job.fingerprint = Fingerprint{job.content};
}

Job job_of(const JobSpec& spec, json::object body, const Design* design) {
  Job job = job_like(spec);
  job.endpoint = endpoint_of(spec, body);
  job.formats = named_formats(body);
  take_out(body, delivery_key);
  settle_formats(body, job.formats);
  unify_spelling(body);
  job.output = field_text(body, "image_file_type");
  job.callback_url = field_text(body, callback_field);
  if (job.endpoint == Endpoint::generate_multipage_pdf) leave_out_of_documents(body);
  job.body = canonical(body);
  set_content(job, body);
  job.bundle = bundle_of(job, body);
  if (design != nullptr) job.design_version = design->updated_at;
  estimate_credits(job, body, design);
  return job;
}

}  // namespace

std::string variables_json(const Mapping& variables) { return json::serialize(plain_json(Value(variables))); }

std::variant<Job, Diagnostics> encode(const JobSpec& spec, const Design* design, const FontNames* fonts) {
  Diagnostics findings;
  check_together(spec.request, findings);
  const auto replaced = fonts == nullptr ? std::nullopt : with_font_ids(spec.request, *fonts, findings);
  json::object body = encode_body(replaced ? *replaced : spec.request, findings);
  if (findings.has_errors()) return findings;
  Job job = job_of(spec, std::move(body), design);
  if (job.body.size() > largest_body) {
    findings.items.push_back({Severity::error, spec.at, "", "the request is larger than 32 MiB", "", "", 1});
    return findings;
  }
  return job;
}

}  // namespace pressrun::api
