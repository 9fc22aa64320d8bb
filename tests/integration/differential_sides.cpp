#include "integration/differential_sides.hpp"

#include "api/body.hpp"
#include "api/font_ids.hpp"
#include "pressrun/api/classify.hpp"
#include "pressrun/api/encode_request.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace pressrun::test {
namespace {

namespace json = boost::json;

std::string_view id_of(DesignType type) {
  switch (type) {
    case DesignType::animated:
      return "e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75";
    case DesignType::printer:
      return "3d2b7c94-5e0a-4c8f-9b61-7a4e8d0f2c53";
    case DesignType::printer_multipage:
      return "b6a1e0d7-2c43-4f95-8e17-9d5c3b7f1a64";
    default:
      return "64238d01-d402-474b-8c2d-fbc957e9d290";
  }
}

/// Layers of every type, so that each property is met on each type of design.
void add_layers(json::array& elements, bool moving, bool of_page) {
  for (const std::string_view type : {"text", "button", "image", "logo", "shape", "rating", "illustration",
                                      "qrcode", "video", "audio", "group"}) {
    const bool there = std::ranges::any_of(
        elements, [&](const json::value& element) { return element.at("type").as_string() == type; });
    if (there || (!moving && (type == "video" || type == "audio"))) continue;
    json::object element;
    element["name"] = "any " + std::string{type};
    element["type"] = type;
    element["attributes"] = of_page ? json::value(json::object{}) : json::value(json::array{});
    elements.push_back(element);
  }
}

std::string completed(const std::string& document) {
  json::value design = json::parse(document);
  const std::string_view type = design.at("type").as_string();
  if (type == "printer_multipage") {
    add_layers(design.at("elements_per_page").at("page_1").as_array(), false, true);
  } else {
    add_layers(design.at("elements").as_array(), type == "animated", false);
    design.at("variables").as_object()["city"] = "{city}";
    design.at("variables").as_object()["font"] = "{font}";
  }
  return json::serialize(design);
}

simulator::Scenario calm() {
  simulator::Scenario scenario = simulator::default_scenario();
  scenario.limits = {0, true, {0, 0}, {0, 0}, {0, 0}};
  scenario.keep_bodies = false;
  for (std::string& document : scenario.designs) document = completed(document);
  return scenario;
}

template <class Read>
auto value_of(Read read) {
  using Wanted = std::variant_alternative_t<0, decltype(read.outcome)>;
  return std::get<Wanted>(std::move(read.outcome));
}

json::value number(const std::string& text) {
  const bool based = text.starts_with("0x") || text.starts_with("0o");
  if (based) return json::value(std::stoull(text.substr(2), nullptr, text[1] == 'x' ? 16 : 8));
  const double read = std::strtod(text.c_str(), nullptr);
  const bool in_letters = text.find_first_of("nN") != std::string::npos;  // ".inf", ".nan"
  if (in_letters || !std::isfinite(read)) return json::value(text);
  return json::value(read);
}

/// As YAML's core schema reads it. Written here once more: the encoder is what is tested.
json::value plainly(const Value& value) {
  if (const Sequence* items = value.sequence()) {
    json::array out;
    for (const Value& item : *items) out.push_back(plainly(item));
    return out;
  }
  if (const Mapping* members = value.mapping()) {
    json::object out;
    for (const Member& member : *members) out[member.key] = plainly(member.value);
    return out;
  }
  const Scalar& scalar = *value.scalar();
  switch (resolve(scalar)) {
    case ScalarType::null:
      return nullptr;
    case ScalarType::boolean:
      return json::value(scalar.text.front() == 't' || scalar.text.front() == 'T');
    case ScalarType::integer:
    case ScalarType::real:
      return number(scalar.text);
    default:
      return json::value(scalar.text);
  }
}

/// What has no value in a layer that is hidden is left out on purpose.
bool is_left_out(const json::object& layer, const json::value& written) {
  const json::value* hidden = layer.if_contains("hidden");
  const bool is_hidden = hidden != nullptr && *hidden == true;
  const bool blank = written.is_string() &&
                     std::string{written.get_string()}.find_first_not_of(" \t\r\n") == std::string::npos;
  return is_hidden && (blank || written.is_null());
}

/// Puts into `made` what it lacks of `written`; `path` is theirs, "" at the top.
void fill(json::value& made, const json::value& written, const std::string& path,
          const Diagnostics& findings) {
  if (made.is_array()) {
    const std::size_t wanted =
        written.is_array() ? written.get_array().size() : 1;  // a scalar is a list of one
    if (made.get_array().size() != wanted) made = written;
  }
  if (!made.is_object() || !written.is_object()) return;
  for (const auto& member : written.get_object()) {
    const std::string place = (path.empty() ? "" : path + ".") + std::string{member.key()};
    json::value* there = made.get_object().if_contains(member.key());
    const bool minded = std::ranges::find(findings.items, place, &Diagnostic::path) != findings.items.end();
    if (there == nullptr && !minded && is_left_out(made.get_object(), member.value())) continue;
    if (there == nullptr) {
      made.get_object()[member.key()] = member.value();
    } else {
      fill(*there, member.value(), place, findings);
    }
  }
}

/// Where the encoder gives up: what it could make, and the rest as an author would write it in JSON, so that
/// the API complains of that alone.
Job as_written(const JobSpec& spec, const api::FontNames& fonts, const Diagnostics& found) {
  Diagnostics findings;
  const auto named = api::with_font_ids(spec.request, fonts, findings);
  json::value body = api::encode_body(named ? *named : spec.request, findings);
  fill(body, plainly(Value{spec.request}), "", found);
  Job job;
  job.design_id = spec.design_id;
  const bool pages = body.as_object().contains("pages");
  job.endpoint = pages ? Endpoint::generate_multipage_pdf : Endpoint::generate;
  job.body = json::serialize(body);
  return job;
}

}  // namespace

Sides::Sides() : model_(calm()) {
  const HttpResponse answer = send(api::list_fonts());
  fonts_.emplace(value_of(api::classify_fonts(answer, WallTime{})).items);
}

HttpResponse Sides::send(HttpRequest request) {
  request.headers.push_back({"x-api-key", "any"});
  return model_.handle(request, now_).response;
}

void Sides::choose(DesignType type) {
  const DesignId id{std::string{id_of(type)}};
  const HttpResponse answer = send(api::read_design(id));
  design_ = std::make_unique<Design>(value_of(api::classify_design(answer, id, WallTime{})));
  check_.emplace(design_.get());
  if (design_->type != type) throw std::logic_error("the bundled design is of another type");
}

std::string Sides::make_visual() {
  Job job;
  job.design_id = design_->id;
  job.body = "{}";
  const bool pages = design_->type == DesignType::printer_multipage;
  const HttpResponse accepted = send(
      api::submission(job, pages ? std::vector<std::string>{} : std::vector{design_->formats.front().name}));
  now_ += std::chrono::hours{24};
  const json::value made = json::parse(accepted.body);
  const HttpResponse done =
      send(api::poll(RequestId{std::string{made.at("generation_request_id").as_string()}}));
  return std::string{json::parse(done.body).at("banners").at(0).at("id").as_string()};
}

Verdicts Sides::compare(const Mapping& request) {
  JobSpec spec;
  spec.key = JobKey{"job"};
  spec.design_name = design_->name;
  spec.design_id = design_->id;
  spec.request = request;
  Verdicts verdicts;
  verdicts.findings = check_->check(spec);
  auto encoded = api::encode(spec, design_.get(), &*fonts_);
  const Job* job = std::get_if<Job>(&encoded);
  if (job == nullptr) {
    const auto& more = std::get<Diagnostics>(encoded).items;
    verdicts.findings.items.insert(verdicts.findings.items.end(), more.begin(), more.end());
  }
  // What preflight refuses is not sent: the API is asked about the author's words, as far as they go.
  const bool as_it_is = job == nullptr || verdicts.findings.has_errors();
  const Job asked = as_it_is ? as_written(spec, *fonts_, verdicts.findings) : *job;
  HttpRequest sent = api::submission(asked, asked.formats);
  if (as_it_is) sent.body = asked.body;
  verdicts.body = sent.body;
  const HttpResponse answer = send(sent);
  verdicts.status = answer.status;
  verdicts.answer = answer.body;
  if (answer.status == 200) verdicts.ignored = model_.ledger().back().ignored;
  return verdicts;
}

}  // namespace pressrun::test
