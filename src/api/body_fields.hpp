#pragma once

#include "pressrun/domain/job.hpp"

#include <boost/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace pressrun::api {

// Fields of a request body that are more than what encode_body makes of them.

constexpr std::string_view formats_field = "template_format_names";
constexpr std::string_view callback_field = "callback_url";
constexpr std::string_view original_field = "original_visual_id";

/// The formats named, each once, in the author's order: asked for twice it is still one picture.
std::vector<std::string> named_formats(const boost::json::object& body);

/// The body without the field, the order of the others kept (erase() would move the last into the gap).
void take_out(boost::json::object& body, std::string_view field);

/// The endpoint for documents makes one PDF, and has no fields to say otherwise (API reference §5.4).
void leave_out_of_documents(boost::json::object& body);

Endpoint endpoint_of(const JobSpec& spec, const boost::json::object& body);

}  // namespace pressrun::api
