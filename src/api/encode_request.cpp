#include "pressrun/api/encode_request.hpp"

#include "api/body.hpp"
#include "api/credits.hpp"
#include "api/delivery.hpp"
#include "api/font_ids.hpp"
#include "pressrun/api/fingerprint.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace pressrun::api {
namespace {

namespace json = boost::json;

constexpr std::string_view formats_field = "template_format_names";

// An encoded image may weigh 20 MB (API reference §6.3), a third more in base64.
constexpr std::size_t largest_body = std::size_t{32} * 1024 * 1024;

/// The formats named, each once: asked for twice it is still one picture.
std::vector<std::string> named_formats(const json::object& body) {
  std::vector<std::string> names;
  const json::value* list = body.if_contains(formats_field);
  if (list == nullptr || !list->is_array()) return names;
  for (const json::value& item : list->get_array()) {
    std::string name{item.as_string()};
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

void take_out(json::object& body, std::string_view field) {
  if (!body.contains(field)) return;
  json::object rest;  // erase() would move the last member into the gap, and the order is ours to keep
  for (const auto& member : body) {
    if (member.key() != field) rest.emplace(member.key(), member.value());
  }
  body = std::move(rest);
}

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

/// A body as it is sent, and its members but the formats.
struct BodyText {
  std::string whole = "{";
  std::string all_but_formats;
};

BodyText text_of(const json::object& body) {
  BodyText text;
  for (const auto& member : body) {
    const std::string item =
        json::serialize(json::value(member.key())) + ':' + json::serialize(member.value());
    if (text.whole.size() > 1) text.whole += ',';
    text.whole += item;
    if (member.key() != formats_field) text.all_but_formats += item + '\n';  // no item has a line break
  }
  text.whole += '}';
  return text;
}

/// What a version of a visual is made from goes with one format only, and whoever is called back expects a
/// call a job.
bool goes_alone(const json::object& body) {
  return body.contains("original_visual_id") || body.contains("callback_url");
}

/// With formats named, the fingerprint of all the rest; else only what is wholly the same can go along.
Fingerprint bundle_of(const Job& job, const json::object& body, const std::string& all_but_formats) {
  if (goes_alone(body)) return {};
  if (job.endpoint == Endpoint::generate_sync) return fingerprint(job.endpoint, job.design_id, job.body);
  if (job.formats.empty()) return job.fingerprint;
  return fingerprint(job.endpoint, job.design_id, all_but_formats);
}

/// The endpoint for documents makes one PDF, and has no fields to say otherwise (API reference §5.4).
void leave_out_of_documents(json::object& body) {
  take_out(body, "image_file_type");
  take_out(body, "file_compression_level");
}

Endpoint endpoint_of(const JobSpec& spec, const json::object& body) {
  if (wants_sync(spec.request)) return Endpoint::generate_sync;
  return body.contains("pages") ? Endpoint::generate_multipage_pdf : Endpoint::generate;
}

/// However it is delivered, it is the same picture: changing one's mind must not pay for it again.
Fingerprint fingerprint_of(const Job& job) {
  const bool sync = job.endpoint == Endpoint::generate_sync;
  return fingerprint(sync ? Endpoint::generate : job.endpoint, job.design_id, job.body);
}

Job job_of(const JobSpec& spec, json::object body, const Design* design) {
  Job job;
  job.key = spec.key;
  job.position = spec.position;
  job.design_name = spec.design_name;
  job.design_id = spec.design_id;
  job.endpoint = endpoint_of(spec, body);
  job.formats = named_formats(body);
  take_out(body, delivery_key);
  settle_formats(body, job.formats);
  if (const json::value* type = body.if_contains("image_file_type"); type != nullptr && type->is_string())
    job.output = type->get_string();
  if (job.endpoint == Endpoint::generate_multipage_pdf) leave_out_of_documents(body);
  BodyText text = text_of(body);
  job.body = std::move(text.whole);
  job.variables_json = json::serialize(plain_json(Value(spec.variables)));
  job.fingerprint = fingerprint_of(job);
  job.bundle = bundle_of(job, body, text.all_but_formats);
  if (design != nullptr) job.design_version = design->updated_at;
  estimate_credits(job, body, design);
  return job;
}

}  // namespace

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
