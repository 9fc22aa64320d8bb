#pragma once

#include "pressrun/domain/failure.hpp"
#include "pressrun/domain/http.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::api {

constexpr std::size_t longest_message = 500;  ///< bytes kept of prose
constexpr std::size_t longest_name = 2'000;   ///< bytes kept of an id, a name
constexpr std::size_t longest_raw = 200;  ///< bytes kept of a body that is no envelope (API reference §2.3)

/// Any bytes as a JSON object; nothing when they are none, or nested beyond 64 levels.
std::optional<boost::json::object> parse_object(std::string_view body);

/// The same for an array.
std::optional<boost::json::array> parse_array(std::string_view body);

// Lenient reads: a member that is missing or of another type is as good as absent, so that one bad field
// never costs the others.
std::string text_at(const boost::json::object& from, std::string_view key,
                    std::size_t max_bytes = longest_name);
double number_at(const boost::json::object& from, std::string_view key);  ///< finite; 0 otherwise
const boost::json::object* object_at(const boost::json::object& from, std::string_view key);
const boost::json::array* array_at(const boost::json::object& from, std::string_view key);
std::optional<bool> bool_at(const boost::json::object& from, std::string_view key);
/// Unix seconds; nothing for a time that cannot be one.
std::optional<std::int64_t> seconds_at(const boost::json::object& from, std::string_view key);

/// The API's version stamp, "v2026-08-21": the shape is promised, no more (API reference §1); anything else
/// is as good as nothing.
std::string version_stamp(const boost::json::object& body);

/// Each object of an array that `make` can make something of; others are passed over.
template <class Made, class Make>
std::vector<Made> each_object(const boost::json::array* from, Make make) {
  std::vector<Made> all;
  if (from == nullptr) return all;
  for (const boost::json::value& item : *from) {
    const boost::json::object* fields = item.if_object();
    if (fields == nullptr) continue;
    if (std::optional<Made> made = make(*fields)) all.push_back(*std::move(made));
  }
  return all;
}

/// The error envelope of the API (reference §2.1).
struct Envelope {
  std::string id;
  std::string message;       ///< with the single problems, where there are several
  std::string version = {};  ///< of the API; empty: it does not say
};
std::optional<Envelope> parse_envelope(std::string_view body);

/// Why an answer was a refusal or told nothing: the envelope's words, or the status and the start of what
/// came.
Failure failure_of(const HttpResponse& response, const std::optional<Envelope>& envelope);
Failure failure_of(const TransportFailure& lost);

}  // namespace pressrun::api
