#include "api/answer_body.hpp"

#include "api/text.hpp"

#include <algorithm>
#include <cmath>

namespace pressrun::api {
namespace {

namespace json = boost::json;

std::optional<json::value> parse(std::string_view body) {
  json::parse_options options;
  options.max_depth = 64;
  options.allow_invalid_utf8 = true;  // mended where it is read, rather than losing the whole answer
  boost::system::error_code error;
  json::value parsed = json::parse(json::string_view{body.data(), body.size()}, error, {}, options);
  if (error) return std::nullopt;
  return parsed;
}

std::string text_of(const json::value* value, std::size_t max_bytes) {
  if (value == nullptr || !value->is_string()) return "";
  return clean(std::string_view{value->get_string()}, max_bytes);
}

/// "path: message" of one entry of the envelope's `errors`.
std::string problem(const json::value& entry) {
  const json::object* fields = entry.if_object();
  if (fields == nullptr) return "";
  const std::string path = text_at(*fields, "path", longest_message);
  const std::string message = text_at(*fields, "message", longest_message);
  return path.empty() || message.empty() ? path + message : path + ": " + message;
}

/// With several problems that disagree, `message` is a generic sentence; the entries say what to mend.
std::string with_problems(std::string message, const json::array* problems) {
  if (problems == nullptr || problems->size() < 2) return message;
  for (const json::value& entry : *problems) {
    if (message.size() >= longest_message) break;
    if (const std::string text = problem(entry); !text.empty())
      message += (message.empty() ? "" : "; ") + text;
  }
  return clean(message, longest_message);
}

/// The words of a page of HTML, as a gateway sends it: "502 Bad Gateway nginx". For people to read, no
/// parser.
std::string words_of_html(std::string_view page) {
  std::string words;
  bool in_tag = false;
  for (const char c : page.substr(0, 20 * longest_raw)) {
    if (c == '<') in_tag = true;
    const bool gap = in_tag || c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (c == '>') in_tag = false;
    if (!gap) words += c;
    if (gap && !words.empty() && words.back() != ' ') words += ' ';
  }
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

std::string raw_start(std::string_view body) {
  const auto first = body.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  body.remove_prefix(first);
  return clean(body.starts_with('<') ? words_of_html(body) : body, longest_raw);
}

/// The transport inflates what it can and says so no more; where it still does, the bytes say nothing.
std::string start_of(const HttpResponse& response) {
  const std::string* coding = response.header("Content-Encoding");
  const bool coded = coding != nullptr && !coding->empty() && *coding != "identity";
  if (!coded) return raw_start(response.body);
  return std::to_string(response.body.size()) + " bytes that cannot be read as " + clean(*coding, 40);
}

}  // namespace

std::optional<json::object> parse_object(std::string_view body) {
  auto parsed = parse(body);
  if (!parsed || !parsed->is_object()) return std::nullopt;
  return std::move(parsed->get_object());
}

std::optional<json::array> parse_array(std::string_view body) {
  auto parsed = parse(body);
  if (!parsed || !parsed->is_array()) return std::nullopt;
  return std::move(parsed->get_array());
}

std::string text_at(const json::object& from, std::string_view key, std::size_t max_bytes) {
  return text_of(from.if_contains(key), max_bytes);
}

double number_at(const json::object& from, std::string_view key) {
  const json::value* value = from.if_contains(key);
  if (value == nullptr || !value->is_number()) return 0;
  const double number = value->is_double()  ? value->get_double()
                        : value->is_int64() ? static_cast<double>(value->get_int64())
                                            : static_cast<double>(value->get_uint64());
  return std::isfinite(number) ? number : 0;
}

const json::object* object_at(const json::object& from, std::string_view key) {
  const json::value* value = from.if_contains(key);
  return value == nullptr ? nullptr : value->if_object();
}

const json::array* array_at(const json::object& from, std::string_view key) {
  const json::value* value = from.if_contains(key);
  return value == nullptr ? nullptr : value->if_array();
}

std::optional<bool> bool_at(const json::object& from, std::string_view key) {
  const json::value* value = from.if_contains(key);
  if (value == nullptr || !value->is_bool()) return std::nullopt;
  return value->get_bool();
}

std::optional<std::int64_t> seconds_at(const json::object& from, std::string_view key) {
  const double seconds = number_at(from, key);
  constexpr double year_9999 = 253'402'300'799.0;
  if (!(seconds > 0) || seconds > year_9999) return std::nullopt;
  return static_cast<std::int64_t>(seconds);
}

std::string version_stamp(const json::object& body) {
  constexpr std::string_view shape = "v0000-00-00";
  std::string text = text_at(body, "version");
  const bool good = std::ranges::equal(
      text, shape, [](char c, char like) { return like == '0' ? c >= '0' && c <= '9' : c == like; });
  return good ? text : std::string{};
}

std::optional<Envelope> parse_envelope(std::string_view body) {
  const auto parsed = parse_object(body);
  if (!parsed) return std::nullopt;
  Envelope envelope{text_at(*parsed, "id"), text_at(*parsed, "message", longest_message),
                    version_stamp(*parsed)};
  if (envelope.id.empty()) return std::nullopt;
  envelope.message = with_problems(std::move(envelope.message), array_at(*parsed, "errors"));
  return envelope;
}

Failure failure_of(const HttpResponse& response, const std::optional<Envelope>& envelope) {
  if (envelope) return {"", envelope->id, envelope->message};
  const std::string status = std::to_string(response.status);
  const std::string start = start_of(response);
  return {"", "http_" + status, "HTTP status " + status + (start.empty() ? "" : ": " + start)};
}

Failure failure_of(const TransportFailure& lost) {
  return {"", std::string{to_string(lost.error)}, clean(lost.detail, longest_message)};
}

}  // namespace pressrun::api
