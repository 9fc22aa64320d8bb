#include "api/body_fields.hpp"

#include "api/delivery.hpp"

#include <algorithm>

namespace pressrun::api {

namespace json = boost::json;

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
  json::object rest;
  for (const auto& member : body) {
    if (member.key() != field) rest.emplace(member.key(), member.value());
  }
  body = std::move(rest);
}

void leave_out_of_documents(json::object& body) {
  take_out(body, "image_file_type");
  take_out(body, "file_compression_level");
}

Endpoint endpoint_of(const JobSpec& spec, const json::object& body) {
  if (wants_sync(spec.request)) return Endpoint::generate_sync;
  return body.contains("pages") ? Endpoint::generate_multipage_pdf : Endpoint::generate;
}

}  // namespace pressrun::api
