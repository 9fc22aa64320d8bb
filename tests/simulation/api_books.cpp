#include "simulation/api_books.hpp"

#include "support/synthetic_jobs.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace pressrun::test {
namespace {

namespace json = boost::json;

std::string text_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

const json::object* object_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value == nullptr ? nullptr : value->if_object();
}

std::vector<const json::object*> objects_at(const json::object& object, std::string_view key) {
  std::vector<const json::object*> all;
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_array()) return all;
  for (const json::value& item : value->get_array()) {
    if (const json::object* found = item.if_object()) all.push_back(found);
  }
  return all;
}

json::value parsed(const std::string& body) {
  json::error_code failed;
  json::value value = json::parse(body, failed);
  return failed ? json::value{} : value;
}

std::string format_of(const json::object& banner) {
  const json::object* format = object_at(banner, "format");
  return format == nullptr ? std::string{} : text_at(*format, "id");
}

Made made_of(const simulator::Generation& generation, const simulator::Model& model) {
  Made made;
  made.request_id = generation.request_id;
  made.design = DesignId{generation.design_id};
  made.title = SyntheticJobs::title_in(generation.body);
  made.foreign = made.title.find("foreign") != std::string::npos;
  made.content = SyntheticJobs::content_of(made.design, generation.body);
  made.formats = generation.formats;
  made.named = generation.body.find("template_format_name") != std::string::npos;
  if (made.formats.empty()) made.formats.emplace_back(document_format);
  made.accepted_at = generation.accepted_at;
  made.immediate = generation.ready_at == generation.accepted_at;
  const json::value end = parsed(model.end_of(generation.request_id).value());
  for (const json::object* banner : objects_at(end.get_object(), "banners")) {
    const std::string format = format_of(*banner);
    made.banner_ids[format.empty() ? std::string{document_format} : format] = text_at(*banner, "id");
  }
  return made;
}

}  // namespace

std::string id_in(const std::string& target, std::string_view path) {
  const auto at = target.find(path);
  if (at == std::string::npos) return {};
  std::string id = target.substr(at + path.size());
  id.resize(std::min(id.size(), id.find_first_of("?/")));
  return id;
}

Made::End Made::end_of(const std::string& format) const {
  if (formats_told.contains(format)) return End::brought;
  if (!end_told) return End::still_to_come;
  Formats left = formats;
  std::erase_if(left, [&](const std::string& other) { return formats_told.contains(other); });
  if (left.size() == 1 && nameless_told > 0) return End::brought;
  std::erase_if(left, [&](const std::string& other) { return failures_told.contains(other); });
  if (failures_told.contains(format)) return End::failed;
  if (left.size() == 1 && left.front() == format && nameless_told > 0) return End::brought;
  if (left.size() == 1 && left.front() == format && failures_told.contains("")) return End::failed;
  return End::missing;
}

std::string Made::reason(const std::string& format) const {
  const auto own = failures_told.find(format);
  if (own != failures_told.end()) return own->second;
  const auto any = failures_told.find("");
  return any == failures_told.end() ? std::string{} : any->second;
}

void ApiBooks::catch_up(std::size_t account, const simulator::Model& model, int process) {
  const auto& ledger = model.ledger();
  for (std::size_t& at = taken_[account]; at < ledger.size(); ++at) {
    Made made = made_of(ledger[at], model);
    made.account = account;
    made.process = process;
    if (late_[account] > 0) {
      --late_[account];
      made.late = true;
    }
    by_id_[made.request_id] = made_.size();
    for (const auto& [format, id] : made.banner_ids) by_banner_[id] = made_.size();
    made_.push_back(std::move(made));
  }
}

const Made* ApiBooks::find(const std::string& request_id) const {
  const auto found = by_id_.find(request_id);
  return found == by_id_.end() ? nullptr : &made_[found->second];
}

const Made* ApiBooks::of_banner(const std::string& banner_id) const {
  const auto found = by_banner_.find(banner_id);
  return found == by_banner_.end() ? nullptr : &made_[found->second];
}

void ApiBooks::hear(std::size_t account, const simulator::Model& model, const HttpRequest& request,
                    const HttpResponse& response, int process) {
  catch_up(account, model, process);
  if (request.method == "POST") {
    const json::value body = parsed(response.body);
    if (!body.is_object()) return;
    const std::string id = text_at(body.get_object(), "generation_request_id");
    if (const auto known = by_id_.find(id); known != by_id_.end()) made_[known->second].id_told = true;
    const std::string banner = text_at(body.get_object(), "id");
    const auto of = by_banner_.find(banner);
    if (response.status / 100 != 2 || of == by_banner_.end()) return;
    Made& made = made_[of->second];
    made.end_told = true;
    made.banners_told[banner] = process;
    const std::string format = format_of(body.get_object());
    format.empty() ? void(++made.nameless_told) : void(made.formats_told.insert(format));
    return;
  }
  const auto polled = by_id_.find(id_in(request.target, "/generation-request/"));
  if (polled != by_id_.end()) hear_end(made_[polled->second], response, process);
}

void ApiBooks::hear_end(Made& made, const HttpResponse& response, int process) {
  if (response.status != 200 && response.status != 202) return;
  const json::value body = parsed(response.body);
  if (!body.is_object()) return;
  const json::value* finalized = body.get_object().if_contains("is_finalized");
  const bool final =
      response.status == 200 && finalized != nullptr && finalized->is_bool() && finalized->get_bool();
  made.end_told = made.end_told || final;
  std::size_t nameless = 0;
  for (const json::object* banner : objects_at(body.get_object(), "banners")) {
    const std::string id = text_at(*banner, "id");
    if (!id.empty()) made.banners_told[id] = process;
    const json::object* of = object_at(*banner, "template");
    if (of != nullptr && text_at(*of, "id") != made.design.text) {
      made.foreign_told = true;
      if (const std::string format = format_of(*banner); !format.empty())
        made.failures_told[format] = "of another design";
      else
        made.failures_told[""] = "of another design";
      continue;
    }
    std::string format = format_of(*banner);
    if (format.empty() && made.formats.front() == document_format) format = document_format;
    format.empty() ? void(++nameless) : void(made.formats_told.insert(format));
  }
  made.nameless_told = std::max(made.nameless_told, nameless);
  if (!final) return;
  for (const json::object* error : objects_at(body.get_object(), "errors"))
    made.failures_told[text_at(*error, "template_format_name")] = text_at(*error, "reason");
}

}  // namespace pressrun::test
